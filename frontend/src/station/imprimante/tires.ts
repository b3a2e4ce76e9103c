import { drawCode128, drawQr } from './codes';

/** A label is drawn ahead, then again when its weight or price is known: its codes do not change. */
const GARDES = 12;
const tires = new Map<string, HTMLCanvasElement>();

function once(cle: string, tirer: () => HTMLCanvasElement): HTMLCanvasElement {
  const connu = tires.get(cle);
  if (connu) return connu;
  const neuf = tirer();
  tires.set(cle, neuf);
  for (const vieille of [...tires.keys()].slice(0, -GARDES)) tires.delete(vieille);
  return neuf;
}

/** The QR of a label, drawn once for its text and size. */
export const qrOf = (texte: string, cote: number): HTMLCanvasElement =>
  once(`qr/${cote}/${texte}`, () => drawQr(texte, cote));

/** The Code 128 of a label, drawn once for its text and size. */
export const barsOf = (
  texte: string,
  largeur: number,
  hauteur: number,
  module_max: number,
): HTMLCanvasElement =>
  once(`128/${largeur}/${hauteur}/${module_max}/${texte}`, () =>
    drawCode128(texte, largeur, hauteur, module_max),
  );
