/** Millimetres of the two label stocks. */
export type TailleEtiquette = '100x150' | '60x40';

function pageOf(taille: TailleEtiquette): string {
  const [largeur, hauteur] = taille.split('x');
  return `${largeur}mm ${hauteur}mm`;
}

/**
 * One label, one page: nothing else on it, no margin, and out of the flow, because a page of 40 mm
 * is a hair less than an image of 40 mm and a blank label would follow each.
 */
function printRules(taille: TailleEtiquette): string {
  const [largeur, hauteur] = taille.split('x');
  return (
    `@page{size:${pageOf(taille)};margin:0}@media print{` +
    'html,body{margin:0!important;padding:0!important;height:auto!important;min-height:0!important}' +
    'body>:not([data-impression]){display:none!important}' +
    '[data-impression]{position:fixed!important;left:0!important;top:0!important}' +
    `[data-impression] img{width:${largeur}mm;height:${hauteur}mm;display:block;` +
    'image-rendering:pixelated}}'
  );
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
  regle.replaceSync(printRules(taille));
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
