/** Labels that are cut short: by a reload, by a cable. Nothing is printed twice without being told. */

import { verifier } from '../parcours/outils.mjs';
import {
  brancheBien,
  etiquetteSuivante,
  imprimees,
  ouvrirPoste,
  poser,
  presenter,
  scanner,
} from './scenes.mjs';

const file = (page) => page.getByRole('region', { name: 'Étiquettes en attente' });

/** Longer than the queue waits before it tries a blocked printer again. */
const TOUT_LE_TEMPS_MS = 4_500;

/** A carton confirmed at the keyboard; its label is the printer's business. */
async function confirmer(page, marque, indicatif) {
  await brancheBien(page, 'balance');
  await brancheBien(page, 'imprimante');
  await scanner(page, `TSM-${marque}${Date.now() % 100_000}`);
  const telephone = `${indicatif}${String(Date.now() % 1_000_000).padStart(6, '0')}`;
  await presenter(page, { telephone, nom: 'Oumar Étiquette', contenu: 'Rideaux' });
  await poser(page, 4_000);
  await page.keyboard.press('Control+Enter');
}

/** F10, then Tab: the answers given to a label nobody can vouch for, by the keyboard. */
async function repondre(page, reponse) {
  const bouton = file(page).getByRole('button', { name: reponse });
  await bouton.waitFor();
  await page.keyboard.press('F10');
  for (let pas = 0; pas < 4; pas += 1) {
    if (await bouton.evaluate((un) => un === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
}

/** Nothing had left: the page comes back, the paper too, and one label comes out. */
export async function rechargeEnFile(page) {
  await ouvrirPoste(page);
  await page.evaluate(() => {
    window.__poste.papier = false;
    sessionStorage.setItem('sans-papier', '1');
  });
  await confirmer(page, 'FIL', '70');
  await file(page).getByRole('alert').getByText(/papier/i).waitFor();
  await page.reload();
  await file(page).getByRole('alert').getByText(/papier/i).waitFor();
  verifier((await imprimees(page)) === 0, 'une étiquette est partie sans papier');
  await page.evaluate(() => {
    sessionStorage.removeItem('sans-papier');
    window.__poste.papier = true;
  });
  await etiquetteSuivante(page, 0);
  await file(page).waitFor({ state: 'hidden' });
  await page.waitForTimeout(TOUT_LE_TEMPS_MS);
  verifier((await imprimees(page)) === 1, 'étiquette imprimée deux fois');
}

/** Half of it may be on paper: the page that comes back asks, and prints only when told to. */
export async function rechargeEnEnvoi(page) {
  await ouvrirPoste(page);
  await page.evaluate(() => void Object.assign(window.__poste, { imprimante: 'figee' }));
  await confirmer(page, 'ENV', '71');
  await page.waitForFunction(() => window.__poste.impressions.length === 1);
  await page.reload();
  await file(page).getByText('sortie ou non ?').waitFor();
  await page.waitForTimeout(TOUT_LE_TEMPS_MS);
  verifier((await imprimees(page)) === 0, 'réimprimée sans qu’on l’ait demandé');
  await page.reload();
  await repondre(page, 'Réimprimer');
  await etiquetteSuivante(page, 0);
  await file(page).waitFor({ state: 'hidden' });
  verifier((await imprimees(page)) === 1, 'étiquette imprimée deux fois');
}

/** The cable leaves with half a label: said, asked, and « it came out » prints nothing more. */
export async function arracheeEnImpression(page) {
  await ouvrirPoste(page);
  await brancheBien(page, 'imprimante');
  await page.evaluate(() => void Object.assign(window.__poste, { imprimante: 'arrachee' }));
  await confirmer(page, 'ARR', '72');
  await file(page).getByRole('alert').getByText(/débranché.*remettez le câble/).waitFor();
  await page.locator('[data-organe="imprimante"][data-sante="panne"]').waitFor();
  await page.evaluate(() => window.__poste.rebrancherImprimante());
  await brancheBienOuDoute(page);
  await file(page).getByText('sortie ou non ?').waitFor();
  const deja = await imprimees(page);
  await page.waitForTimeout(TOUT_LE_TEMPS_MS);
  verifier((await imprimees(page)) === deja, 'réimprimée sans qu’on l’ait demandé');
  await repondre(page, 'Elle est sortie');
  await file(page).waitFor({ state: 'hidden' });
  verifier((await imprimees(page)) === deja, 'une étiquette « sortie » est repartie');
  await page.keyboard.press('F8');
  const reimprimee = await etiquetteSuivante(page, deja);
  verifier(reimprimee.includes('BITMAP'), 'la réimpression n’est pas une étiquette');
}

/** Back, with one label to answer for. */
const brancheBienOuDoute = (page) =>
  page.locator('[data-organe="imprimante"][data-sante="attente"]').waitFor();
