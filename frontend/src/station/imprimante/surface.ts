/** A canvas of the page or of a Worker: the label is drawn the same on both. */
export type Surface = HTMLCanvasElement | OffscreenCanvas;
export type Trait = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export function surfaceOf(largeur: number, hauteur: number): Surface {
  if (typeof document === 'undefined') return new OffscreenCanvas(largeur, hauteur);
  const toile = document.createElement('canvas');
  toile.width = largeur;
  toile.height = hauteur;
  return toile;
}

/** Kept in memory: the label is read back dot by dot. */
export function strokesOf(surface: Surface): Trait {
  const trait = surface.getContext('2d', { willReadFrequently: true }) as Trait | null;
  if (!trait) throw new Error('canvas without a 2d context');
  return trait;
}
