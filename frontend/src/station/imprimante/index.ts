/** Millimetres of the two label stocks. */
export type TailleEtiquette = '100x150' | '60x40';

function pageOf(taille: TailleEtiquette): string {
  const [largeur, hauteur] = taille.split('x');
  return `${largeur}mm ${hauteur}mm`;
}

async function settled(image: HTMLImageElement): Promise<void> {
  await image.decode().catch(() => undefined);
}

/**
 * Prints one label (a PNG rendered by the server or on a canvas) through the browser; with
 * Chromium's --kiosk-printing nothing is asked. Resolves when the dialog is closed.
 */
export async function printLabel(png: Blob, taille: TailleEtiquette): Promise<void> {
  const url = URL.createObjectURL(png);
  const cadre = document.createElement('div');
  cadre.dataset.impression = '';
  cadre.setAttribute('aria-hidden', 'true');
  cadre.style.cssText = 'position:absolute;left:-9999px;top:0';
  const regle = new CSSStyleSheet();
  const [largeur, hauteur] = taille.split('x');
  regle.replaceSync(
    `@page{size:${pageOf(taille)};margin:0}` +
      `@media print{[data-impression]{position:static!important;left:0!important}` +
      `[data-impression] img{width:${largeur}mm;height:${hauteur}mm;display:block}}`,
  );
  const image = document.createElement('img');
  image.alt = '';
  image.src = url;
  cadre.append(image);
  document.body.append(cadre);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, regle];
  await settled(image);
  try {
    window.print();
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((une) => une !== regle);
    cadre.remove();
    URL.revokeObjectURL(url);
  }
}
