/**
 * Draws every label of TS_ETIQUETTES in Chromium and writes what each printer would get: the bytes
 * of the three languages, the PNG, the ZPL as another program renders it, the page as PDF.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { require, withPage } from './page.mjs';

const { zplToBase64Async } = require('zpl-renderer-js');

const dossier = process.env.TS_DOSSIER;
const etiquettes = JSON.parse(await readFile(process.env.TS_ETIQUETTES, 'utf-8'));

/** A browser's print leaves nothing behind: what it would have printed is kept for the PDF. */
function keepPrinted() {
  window.print = () => {
    for (const image of document.querySelectorAll('[data-impression] img')) {
      const toile = document.createElement('canvas');
      toile.width = image.naturalWidth;
      toile.height = image.naturalHeight;
      toile.getContext('2d').drawImage(image, 0, 0);
      const cadre = image.parentElement.cloneNode(true);
      cadre.querySelector('img').src = toile.toDataURL('image/png');
      document.body.replaceChildren(cadre);
    }
    const regles = document.adoptedStyleSheets.flatMap((feuille) => [...feuille.cssRules]);
    const style = document.createElement('style');
    style.textContent = regles.map((regle) => regle.cssText).join('\n');
    document.body.append(style);
  };
}

await withPage(async (page) => {
  for (const [nom, etiquette] of Object.entries(etiquettes)) {
    for (const taille of ['100x150', '60x40']) {
      const sorties = await page.evaluate(
        ([une, mm]) => window.materiel.label(une, mm),
        [etiquette, taille],
      );
      const chemin = (suffixe) => join(dossier, `${nom}-${taille}.${suffixe}`);
      for (const [format, octets] of Object.entries(sorties)) {
        await writeFile(chemin(format), Buffer.from(octets, 'base64'));
      }
      const [largeur, hauteur] = taille.split('x').map(Number);
      const zpl = Buffer.from(sorties.zpl, 'base64').toString('ascii');
      const rendu = await zplToBase64Async(zpl, largeur, hauteur, 8);
      await writeFile(chemin('zpl.png'), Buffer.from(rendu, 'base64'));

      await page.evaluate(keepPrinted);
      await page.evaluate(([une, mm]) => window.materiel.print(une, mm), [etiquette, taille]);
      await page.waitForFunction(() => document.querySelector('img')?.complete);
      await writeFile(chemin('pdf'), await page.pdf({ preferCSSPageSize: true, printBackground: true }));
      await page.reload();
      await page.waitForFunction(() => window.materiel !== undefined);
    }
  }
  const films = {};
  for (const [nom, etiquette] of Object.entries(etiquettes)) {
    for (const degres of [0, 17, 90, 200]) {
      films[`${nom} ${degres}°`] = await page.evaluate(
        ([une, angle]) => window.materiel.film(une, angle, 20_000),
        [etiquette, degres],
      );
    }
  }
  await writeFile(join(dossier, 'films.json'), JSON.stringify(films));
  const premiere = Object.values(etiquettes)[0];
  await page.evaluate((une) => window.materiel.measure(une, 'tspl', 3), premiere);
  const durees = await page.evaluate((une) => window.materiel.measure(une, 'tspl', 20), premiere);
  durees.sort((a, b) => a - b);
  console.log(JSON.stringify({ p50_ms: durees[9], p95_ms: durees[18] }));
});
