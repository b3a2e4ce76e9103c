import { code128, qrcode } from 'bwip-js/browser';

/** Quiet zone either side of a Code 128, in modules. */
const MARGE = 10;

function enlarge(
  mince: HTMLCanvasElement,
  largeur: number,
  hauteur: number,
  sourceHauteur = mince.height,
): HTMLCanvasElement {
  const toile = document.createElement('canvas');
  toile.width = largeur;
  toile.height = hauteur;
  const trait = toile.getContext('2d');
  if (!trait) throw new Error('canvas without a 2d context');
  trait.imageSmoothingEnabled = false;
  trait.drawImage(mince, 0, 0, mince.width, sourceHauteur, 0, 0, largeur, hauteur);
  return toile;
}

/** Dots the library gives one module: the finder's first bar is seven modules of ink. */
function dotsPerModule(qr: HTMLCanvasElement): number {
  const rang = qr.getContext('2d')?.getImageData(0, 0, qr.width, 1).data;
  let encre = 0;
  while (rang && (rang[encre * 4 + 3] ?? 0) > 0 && (rang[encre * 4] ?? 255) < 128) encre += 1;
  return Math.max(1, Math.round(encre / 7));
}

/** The largest QR (level M) of whole dots inside `cote_max`. */
export function drawQr(texte: string, cote_max: number): HTMLCanvasElement {
  const mince = document.createElement('canvas');
  qrcode(mince, { bcid: 'qrcode', text: texte, scale: 1 });
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
  const mince = document.createElement('canvas');
  code128(mince, { bcid: 'code128', text: texte, scaleX: 1, scaleY: 1, height: 1 });
  const modules = mince.width;
  const pas = Math.max(1, Math.min(module_max, Math.floor(largeur / (modules + 2 * MARGE))));
  return enlarge(mince, modules * pas, hauteur, 1);
}
