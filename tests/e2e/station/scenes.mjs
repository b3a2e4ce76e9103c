/** What an agent lives at the bench, scene by scene; each takes a page and fails by a sentence. */

import { jusqua, verifier } from '../parcours/outils.mjs';

export const carton = (page) => page.locator('[data-colis]');
export const annonce = (page) => page.locator('[data-annonce]');

export async function ouvrirPoste(page) {
  await page.goto('/reception');
  await page.getByRole('heading', { level: 1, name: 'Réception' }).waitFor();
}

export const brancheBien = (page, organe) =>
  page.locator(`[data-organe="${organe}"][data-sante="bon"]`).waitFor();

const relisible = (page, texte) =>
  jusqua(`${texte} relisible`, () => page.evaluate((code) => window.__poste.relisible(code), texte));

export async function scanner(page, texte) {
  await relisible(page, texte);
  await page.evaluate((code) => window.__poste.scanner(code), texte);
  await jusqua(`scan ${texte}`, async () => {
    const [reference, proposition] = await carton(page).evaluate((element) => [
      element.dataset.reference,
      element.dataset.proposition,
    ]);
    return reference === texte.replace(/^TSM-/, '') && ['trouve', 'inconnu'].includes(proposition);
  });
}

export const commander = (page, ordre) =>
  page.evaluate((code) => window.__poste.scanner(code), `TS-CMD-${ordre}`);

export async function poser(page, grammes) {
  await page.evaluate((g) => window.__poste.poser(g), grammes);
  await page.locator('[data-etape="poids"][data-source="balance"]').waitFor();
}

export const retirer = (page) => page.evaluate(() => window.__poste.retirer());

/** Waits for one label more, whole; answers its bytes as text. */
export async function etiquetteSuivante(page, deja) {
  return jusqua('étiquette imprimée', () =>
    page.evaluate((n) => {
      const une = window.__poste.impressions[n];
      return une?.finie ? window.__poste.texte(n) : null;
    }, deja),
  );
}

export const imprimees = (page) => page.evaluate(() => window.__poste.impressions.length);

/** Alt and C: the contents, from wherever the hands are. */
export async function allerAuContenu(page) {
  await page.keyboard.press('Alt+c');
  await page.locator('[data-etape="contenu"]:focus').waitFor();
}

/** A client nobody knows: phone, name, country digit, contents, by the keyboard alone. */
export async function presenter(page, { telephone, nom, contenu }) {
  await page.keyboard.type(telephone);
  await page.keyboard.press('Enter');
  await page.locator('[data-etape="nom"]:focus').waitFor();
  await page.keyboard.type(nom);
  await page.keyboard.press('Enter');
  await page.keyboard.press('1');
  await allerAuContenu(page);
  await page.keyboard.type(contenu);
}

/** Scan, weigh, Enter: an unknown mark, the same mark again, and a series ordered by barcodes. */
export async function sansSouris(page) {
  await ouvrirPoste(page);
  await brancheBien(page, 'balance');
  await brancheBien(page, 'camera');
  const marque = `TSM-E2E${Date.now() % 100_000}`;
  await scanner(page, marque);
  await annonce(page).getByText('à qui est-ce ?').waitFor();
  const telephone = `76${String(Date.now() % 1_000_000).padStart(6, '0')}`;
  await presenter(page, { telephone, nom: 'Fatou Diarra', contenu: 'Chaussures, 24 paires' });
  await poser(page, 12_340);
  await page.getByRole('img', { name: 'Photo 1', exact: true }).waitFor();
  await page.keyboard.press('Control+Enter');
  const premiere = await etiquetteSuivante(page, 0);
  verifier(premiere.includes('BITMAP'), 'l’étiquette n’est pas du TSPL');
  await retirer(page);

  await scanner(page, 'SF1234567890123');
  await commander(page, 'MEME-CLIENT');
  await commander(page, 'CARTONS-2');
  await page.getByText('Fatou Diarra').first().waitFor();
  await allerAuContenu(page);
  await page.keyboard.type('Tissus');
  await poser(page, 5_120);
  await commander(page, 'CONFIRMER');
  await etiquetteSuivante(page, 1);
  await page.getByText('2 /').waitFor();
  await retirer(page);
  await page.locator('[data-plateau="vide"]').waitFor();
  await poser(page, 6_480);
  // The same command within three seconds is one scan: this hand is quicker, it takes the key.
  await page.keyboard.press('Control+Enter');
  await etiquetteSuivante(page, 2);
  await retirer(page);

  await scanner(page, marque);
  await page.getByText('Fatou Diarra').first().waitFor();
  await poser(page, 3_200);
  await page.locator('[data-etape="valider"]:focus').waitFor();
  await page.keyboard.press('Enter');
  await etiquetteSuivante(page, 3);
  await retirer(page);
  await commander(page, 'REIMPRIMER');
  await etiquetteSuivante(page, 4);
  const souris = await page.evaluate(() => window.__poste.souris);
  verifier(souris === 0, 'il a fallu une souris');
}

/** Words that hint at danger: a question on screen, the mark on the label, a hold on the server. */
export async function matieres(page) {
  await ouvrirPoste(page);
  await brancheBien(page, 'balance');
  const deja = await imprimees(page);
  await scanner(page, `TSM-DG${Date.now() % 100_000}`);
  const telephone = `77${String(Date.now() % 1_000_000).padStart(6, '0')}`;
  await presenter(page, { telephone, nom: 'Issa Koné', contenu: '充电宝 20000mAh' });
  const bandeau = page.locator('[data-dg="bloque"]');
  await bandeau.getByText('UN 3480').waitFor();
  await bandeau.getByText('74 Wh').waitFor();
  await poser(page, 8_000);
  await page.keyboard.press('Control+Enter');
  await etiquetteSuivante(page, deja);
  await annonce(page).getByText('ne le chargez pas').waitFor();
  await retirer(page);
  const lien = page.getByRole('region', { name: 'Derniers colis de ce poste' }).getByRole('link');
  await lien.first().and(page.locator('[href^="/colis/"]')).waitFor();
  await lien.first().click();
  await page.getByText(/UN 38\.3/).first().waitFor();
}

/** Cable pulled in the middle of a reading, then put back; meanwhile the weight is typed. */
export async function balanceArrachee(page) {
  await ouvrirPoste(page);
  await brancheBien(page, 'balance');
  await page.evaluate(() => window.__poste.poser(7_000));
  await page.evaluate(() => window.__poste.arracher());
  await page.locator('[data-organe="balance"][data-sante="panne"]').waitFor();
  await carton(page).getByText(/débranch/i).waitFor();
  await page.locator('[data-etape="poids"]').fill('7,2');
  await carton(page).getByText('saisi à la main').waitFor();
  await page.evaluate(() => window.__poste.rebrancher());
  await brancheBien(page, 'balance');
  verifier((await page.locator('[data-etape="poids"]').inputValue()) === '7,2', 'poids perdu');
}

/** The roll ends: the label waits, says why, and comes out when the paper is back. */
export async function sansPapier(page) {
  await ouvrirPoste(page);
  await brancheBien(page, 'balance');
  await page.evaluate(() => void Object.assign(window.__poste, { papier: false }));
  const deja = await imprimees(page);
  await scanner(page, `TSM-PAP${Date.now() % 100_000}`);
  const telephone = `78${String(Date.now() % 1_000_000).padStart(6, '0')}`;
  await presenter(page, { telephone, nom: 'Awa Papier', contenu: 'Rideaux' });
  await poser(page, 4_000);
  await page.keyboard.press('Control+Enter');
  const file = page.getByRole('region', { name: 'Étiquettes en attente' });
  await file.getByRole('alert').getByText(/papier/i).waitFor();
  verifier((await imprimees(page)) === deja, 'une étiquette est partie sans papier');
  await page.evaluate(() => void Object.assign(window.__poste, { papier: true }));
  await etiquetteSuivante(page, deja);
  await file.waitFor({ state: 'hidden' });
  verifier((await imprimees(page)) === deja + 1, 'étiquette imprimée deux fois');
}

/** The camera of someone else: a sentence, and the carton goes on without a picture. */
export async function cameraPrise(page) {
  await ouvrirPoste(page);
  await page.getByText('Une autre application tient la caméra').waitFor();
  await page.getByRole('button', { name: /^Enregistrer/ }).waitFor();
}

/** The browser's chooser says no: the wizard says what to do, nothing else is lost. */
export async function permissionRefusee(page) {
  await page.goto('/reception/poste');
  await page.getByRole('button', { name: 'Choisir la balance' }).click();
  const alerte = page.locator('[data-etape-poste="balance"]').getByRole('alert').first();
  await alerte.getByText(/Le navigateur a refusé l’accès.*autorisez l’appareil/).waitFor();
}

/** The known weight agrees, then does not: the advice says where to look. */
export async function etalonner(page) {
  await page.goto('/reception/poste');
  await page.evaluate(() => window.__poste.poser(5_000));
  const balance = page.locator('[data-etape-poste="balance"]');
  await balance.getByText('stable').waitFor();
  await balance.getByLabel('Poids connu').fill('5');
  await balance.getByRole('button', { name: 'Comparer' }).click();
  await page.locator('[data-etalonnage="true"]').waitFor();
  await balance.getByLabel('Poids connu').fill('2');
  await balance.getByRole('button', { name: 'Comparer' }).click();
  await page.locator('[data-etalonnage="false"]').getByText(/protocole/).waitFor();
  await page.getByRole('button', { name: 'Page d’essai' }).click();
  await etiquetteSuivante(page, 0);
  await page.locator('[data-etape-poste="imprimante"][data-essaye="oui"]').waitFor();
  await page.evaluate(() => window.__poste.scanner('TSM-ESSAI'));
  await page.locator('[data-essai-scan="marque"]').waitFor();
}
