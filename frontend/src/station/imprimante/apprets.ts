import type { Bitmap } from './bitmap';
import type { Etiquette } from './dessin';
import { drawBitmap } from './etiquette';
import type { TailleEtiquette } from './index';
import { encode, type Langage } from './langages';

interface Appret {
  bitmap: Promise<Bitmap>;
  octets: Promise<Uint8Array<ArrayBuffer>>;
}

const GARDES = 6;
const apprets = new Map<string, Appret>();

const keyOf = (etiquette: Etiquette, taille: TailleEtiquette, langage: Langage): string =>
  JSON.stringify([taille, langage, Object.entries(etiquette).sort()]);

/** A label's bytes, drawn once for the same content: what was prepared is not drawn again. */
export function dressLabel(
  etiquette: Etiquette,
  taille: TailleEtiquette,
  langage: Langage,
): Appret {
  const cle = keyOf(etiquette, taille, langage);
  const connu = apprets.get(cle);
  if (connu) return connu;
  const bitmap = drawBitmap(etiquette, taille);
  const neuf = { bitmap, octets: bitmap.then((dots) => encode(dots, langage)) };
  // A drawing that failed is asked again, and told to whoever waits for it.
  neuf.octets.catch(() => apprets.delete(cle));
  apprets.set(cle, neuf);
  for (const vieille of [...apprets.keys()].slice(0, -GARDES)) apprets.delete(vieille);
  return neuf;
}

/** Draws ahead, while the hands are still on the carton. */
export function prepareLabel(
  etiquette: Etiquette,
  taille: TailleEtiquette,
  langage: Langage,
): void {
  dressLabel(etiquette, taille, langage);
}
