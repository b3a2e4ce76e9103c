/** The bench's camera: refused by the browser, and as one more scanner. */

import { createRequire } from 'node:module';
import { jusqua, verifier } from '../parcours/outils.mjs';
import {
  annonce,
  brancheBien,
  carton,
  etiquetteSuivante,
  imprimees,
  ouvrirPoste,
  poser,
  presenter,
} from './scenes.mjs';

const require = createRequire(new URL('../../../frontend/package.json', import.meta.url));
const bwip = require('bwip-js');

/** Refused: where to allow it is said, and the carton goes on without a picture. */
export async function cameraRefusee(page) {
  await ouvrirPoste(page);
  await page
    .getByText('Caméra refusée : autorisez-la dans la barre d’adresse du navigateur.')
    .waitFor();
  await page.locator('[data-organe="camera"][data-sante="panne"]').waitFor();
  await brancheBien(page, 'balance');
  const deja = await imprimees(page);
  await page.keyboard.type('76123456');
  await page.keyboard.press('Enter');
  await jusqua('un client ou un nom', () =>
    page.evaluate(() => ['total', 'nom'].includes(document.activeElement?.dataset?.etape)),
  );
  if (await page.locator('[data-etape="nom"]:focus').count()) await page.keyboard.type('Awa Sans Photo');
  await page.keyboard.press('Alt+c');
  await page.keyboard.type('Tissus');
  await poser(page, 3_000);
  await page.keyboard.press('Control+Enter');
  await etiquetteSuivante(page, deja);
}

/** A QR held before the lens, and taken away. */
async function montrer(page, texte) {
  const [{ pixs, pixx }] = bwip.raw('qrcode', texte, {});
  await page.evaluate((code) => window.__poste.montrer(code), { pixs: [...pixs], pixx });
}

const cacher = (page) => page.evaluate(() => window.__poste.cacher());

/** A mark starts the carton, an order confirms it; a retail code beside them says nothing. */
export async function cameraDouchette(page) {
  await ouvrirPoste(page);
  await brancheBien(page, 'balance');
  await brancheBien(page, 'camera');
  await page.locator('[data-organe="douchette"]').getByText('clavier USB + caméra').waitFor();
  const deja = await imprimees(page);
  const marque = `CAM${Date.now() % 100_000}`;
  await montrer(page, '6901234567892');
  await page.waitForTimeout(1_500);
  verifier((await carton(page).getAttribute('data-reference')) === '', 'un article a été pris');
  await montrer(page, `TSM-${marque}`);
  await page.locator(`[data-reference="${marque}"][data-proposition="inconnu"]`).waitFor();
  await cacher(page);
  const telephone = `73${String(Date.now() % 1_000_000).padStart(6, '0')}`;
  await presenter(page, { telephone, nom: 'Sira Caméra', contenu: 'Draps' });
  await poser(page, 5_000);
  await montrer(page, 'TS-CMD-CONFIRMER');
  await etiquetteSuivante(page, deja);
  // It stays before the lens: still one order.
  await page.waitForTimeout(4_000);
  verifier((await imprimees(page)) === deja + 1, 'un code laissé devant la caméra a recommencé');
  await cacher(page);
  await page.keyboard.press('Alt+l');
  await annonce(page).getByText('ne lit plus').waitFor();
  verifier((await page.evaluate(() => window.__poste.souris)) === 0, 'il a fallu une souris');
}
