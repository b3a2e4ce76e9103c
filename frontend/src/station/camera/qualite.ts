export type AvisPhoto = 'ok' | 'floue' | 'sombre' | 'surexposee';

export interface Qualite {
  /** Variance of the Laplacian: how much fine edge there is. */
  nettete: number;
  /** Mean luminance, 0 to 255. */
  lumiere: number;
  avis: AvisPhoto;
}

/** Judged small: a few milliseconds, and sensor noise is averaged away. */
const LARGEUR = 320;
const SOMBRE = 45;
const CLAIRE = 225;
/** A sharp photo of a carton's writing has ten times this; a shaken one a fifth. */
const NETTETE_MIN = 40;
/** Below this there is nothing to be sharp: a plain carton is not a blurred photo. */
const CONTRASTE_MIN = 150;

function moments(valeurs: Float32Array): { moyenne: number; variance: number } {
  let somme = 0;
  let carres = 0;
  for (const valeur of valeurs) {
    somme += valeur;
    carres += valeur * valeur;
  }
  const moyenne = somme / valeurs.length;
  return { moyenne, variance: carres / valeurs.length - moyenne * moyenne };
}

/** ITU-R BT.601 luma of canvas pixels. */
function greys(rvba: Uint8ClampedArray): Float32Array {
  const gris = new Float32Array(rvba.length / 4);
  for (let i = 0; i < gris.length; i += 1) {
    const [rouge = 0, vert = 0, bleu = 0] = [rvba[i * 4], rvba[i * 4 + 1], rvba[i * 4 + 2]];
    gris[i] = 0.299 * rouge + 0.587 * vert + 0.114 * bleu;
  }
  return gris;
}

function edges(gris: Float32Array, largeur: number, hauteur: number): Float32Array {
  const at = (x: number, y: number): number => gris[y * largeur + x] ?? 0;
  const contours = new Float32Array(Math.max(1, (largeur - 2) * (hauteur - 2)));
  let i = 0;
  for (let y = 1; y < hauteur - 1; y += 1) {
    for (let x = 1; x < largeur - 1; x += 1) {
      contours[i] = 4 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1);
      i += 1;
    }
  }
  return contours;
}

function adviceOf(nettete: number, lumiere: number, contraste: number): AvisPhoto {
  if (lumiere < SOMBRE) return 'sombre';
  if (lumiere > CLAIRE) return 'surexposee';
  return contraste > CONTRASTE_MIN && nettete < NETTETE_MIN ? 'floue' : 'ok';
}

/** Pure: pixels to an opinion. */
export function judgePixels(rvba: Uint8ClampedArray, largeur: number, hauteur: number): Qualite {
  const gris = greys(rvba);
  const { moyenne, variance } = moments(gris);
  const nettete = moments(edges(gris, largeur, hauteur)).variance;
  return { nettete, lumiere: moyenne, avis: adviceOf(nettete, moyenne, variance) };
}

const sizeOf = (source: HTMLVideoElement | ImageBitmap): [number, number] =>
  'videoWidth' in source ? [source.videoWidth, source.videoHeight] : [source.width, source.height];

/** Whether the photo will be readable in Bamako: said while the carton is still on the bench. */
export async function judgePhoto(source: HTMLVideoElement | ImageBitmap | Blob): Promise<Qualite> {
  const image = source instanceof Blob ? await createImageBitmap(source) : source;
  const [largeur, hauteur] = sizeOf(image);
  const toile = document.createElement('canvas');
  toile.width = Math.min(LARGEUR, largeur);
  toile.height = Math.max(1, Math.round((hauteur * toile.width) / largeur));
  const trait = toile.getContext('2d', { willReadFrequently: true });
  if (!trait) throw new Error('canvas without a 2d context');
  trait.drawImage(image, 0, 0, toile.width, toile.height);
  if (source instanceof Blob && 'close' in image) image.close();
  const { data } = trait.getImageData(0, 0, toile.width, toile.height);
  return judgePixels(data, toile.width, toile.height);
}
