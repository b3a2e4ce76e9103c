import { code128, qrcode } from 'bwip-js/browser';
import { type Surface, strokesOf, surfaceOf } from './surface';

/** Quiet zone either side of a Code 128, in modules. */
const MARGE = 10;

/** On a page this is an element that may be shown; in the Worker only ever drawn again. */
function enlarge(
  mince: Surface,
  largeur: number,
  hauteur: number,
  sourceHauteur = mince.height,
): HTMLCanvasElement {
  const toile = surfaceOf(largeur, hauteur);
  const trait = strokesOf(toile);
  trait.imageSmoothingEnabled = false;
  trait.drawImage(mince, 0, 0, mince.width, sourceHauteur, 0, 0, largeur, hauteur);
  return toile as HTMLCanvasElement;
}

/** Dots the library gives one module: the finder's first bar is seven modules of ink. */
function dotsPerModule(qr: Surface): number {
  const rang = strokesOf(qr).getImageData(0, 0, qr.width, 1).data;
  let encre = 0;
  while (rang && (rang[encre * 4 + 3] ?? 0) > 0 && (rang[encre * 4] ?? 255) < 128) encre += 1;
  return Math.max(1, Math.round(encre / 7));
}

/** The largest QR (level M) of whole dots inside `cote_max`. */
export function drawQr(texte: string, cote_max: number): HTMLCanvasElement {
  const mince = surfaceOf(1, 1);
  qrcode(mince as HTMLCanvasElement, { bcid: 'qrcode', text: texte, scale: 1 });
  const modules = Math.round(mince.width / dotsPerModule(mince));
  const cote = modules * Math.max(1, Math.floor(cote_max / modules));
  return enlarge(mince, cote, cote);
}

/** A Code 128 within `largeur` with its quiet zones kept, bars of whole dots. */
export function drawCode128(
  texte: string,
  largeur: number,
  hauteur: number,
  module_max: number,
): HTMLCanvasElement {
  const mince = surfaceOf(1, 1);
  code128(mince as HTMLCanvasElement, {
    bcid: 'code128',
    text: texte,
    scaleX: 1,
    scaleY: 1,
    height: 1,
  });
  const modules = mince.width;
  const pas = Math.max(1, Math.min(module_max, Math.floor(largeur / (modules + 2 * MARGE))));
  return enlarge(mince, modules * pas, hauteur, 1);
}
