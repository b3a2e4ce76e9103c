/** The operator's screens: each on a desk and a phone, by day and night, in French and Chinese. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BUREAU, connecter, jusqua, Navigateur, TELEPHONE, verifier } from '../parcours/outils.mjs';
import { examiner as examinerPage, regler } from '../parcours/regard.mjs';
import { preparer } from './decor.mjs';

const adresse = process.env.TS_ADRESSE ?? 'http://127.0.0.1:8900';
const api = process.env.TS_API ?? adresse;
const simulateur = process.env.TS_SIMULATEUR ?? 'http://127.0.0.1:8902';
const motDePasse = process.env.TS_DEMO_MOT_DE_PASSE ?? '';
const dossier = process.env.TS_IMAGES ?? 'var/messages';

/** Each screen by its address, and what is on it once it is drawn. */
const ECRANS = [
  { nom: 'souffrance', chemin: '/messages?onglet=souffrance&parque=echec_permanent', pret: 'tbody tr' },
  { nom: 'surveillance', chemin: '/messages?onglet=surveillance', pret: '[role=tabpanel] h2' },
  { nom: 'lignes', chemin: '/messages?onglet=lignes', pret: '[role=tabpanel] h3' },
  { nom: 'textes', chemin: '/messages?onglet=textes&gabarit=disponible', pret: 'p[lang]' },
  { nom: 'partenaires', chemin: '/messages?onglet=partenaires', pret: 'tbody tr' },
];
const VUES = [
  { nom: 'bureau-clair-fr', taille: BUREAU, theme: 'clair', langue: 'fr' },
  { nom: 'bureau-sombre-zh', taille: BUREAU, theme: 'sombre', langue: 'zh' },
  { nom: 'telephone-clair-zh', taille: TELEPHONE, theme: 'clair', langue: 'zh' },
  { nom: 'telephone-sombre-fr', taille: TELEPHONE, theme: 'sombre', langue: 'fr' },
];

let fautes = 0;
let pages = 0;

async function examiner(page, nom) {
  pages += 1;
  fautes += await examinerPage(page, nom, dossier);
}

async function ouvrir(page, { chemin, pret }) {
  await page.goto(chemin);
  await page.locator(pret).first().waitFor();
  await page.locator('[aria-busy]').first().waitFor({ state: 'detached' });
}

/** What opens over a screen: a line's settings, its rest, a new line, a partner. */
const FENETRES = [
  ['pause', ECRANS[2], (page) => page.getByRole('button', { name: /^Pause / }).first().click()],
  ['nouvelle-ligne', ECRANS[2], (page) => page.getByRole('button', { name: 'Nouvelle ligne' }).click()],
  ['partenaire', ECRANS[4], (page) => page.getByRole('button', { name: /^Transit Sahel/ }).first().click()],
];

async function regarderFenetres(page, vue) {
  for (const [nom, ecran, ouvrirFenetre] of FENETRES) {
    await ouvrir(page, ecran);
    await ouvrirFenetre(page);
    await page.getByRole('dialog').waitFor();
    await examiner(page, `${nom}-${vue.nom}`);
  }
}

async function regarder(page, vue) {
  await regler(page, vue);
  for (const ecran of ECRANS) {
    await ouvrir(page, ecran);
    await examiner(page, `${ecran.nom}-${vue.nom}`);
  }
  if (vue.langue === 'fr') await regarderFenetres(page, vue);
}

/** A text corrected, read and saved without a mouse; then the text shipped taken back. */
async function redigerAuClavier(page) {
  await page.evaluate(() => localStorage.setItem('ts-langue', 'fr'));
  await page.setViewportSize(BUREAU);
  await ouvrir(page, { chemin: '/messages?onglet=textes&gabarit=rappel', pret: 'p[lang]' });
  const champ = page.getByLabel('Texte du message');
  await champ.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nÀ bientôt, {client');
  // With its Shift: without it the bracket opens a scan.
  await page.keyboard.press('Shift+BracketRight');
  await page.keyboard.type('.');
  await page.locator('p[lang]').filter({ hasText: 'À bientôt, Awa Traoré.' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/^Version \d+ en service/).waitFor();
  const maison = page.getByRole('button', { name: 'Reprendre la version 0' });
  await maison.focus();
  await page.keyboard.press('Enter');
  await jusqua('le texte livré', async () => !(await champ.inputValue()).includes('À bientôt'));
  await champ.focus();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/^Version \d+ en service/).last().waitFor();
}

/** A line rested and resumed without a mouse. */
async function reposerAuClavier(page) {
  await ouvrir(page, ECRANS[2]);
  const pause = page.getByRole('button', { name: /^Pause ML etapes/ });
  await pause.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Pourquoi').fill('téléphone en charge');
  await page.keyboard.press('Control+Enter');
  await page.getByText('téléphone en charge').first().waitFor();
  await page.getByRole('button', { name: /^Reprendre ML etapes/ }).focus();
  await page.keyboard.press('Enter');
  await pause.waitFor();
}

/** The client's page, without JavaScript: opening changes nothing, the button does. */
async function arreter(nav, lien) {
  for (const [langue, theme] of [['fr', 'light'], ['zh', 'dark']]) {
    const page = await nav.page(`arret-${langue}`, { telephone: true });
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(`${lien}?lang=${langue}`);
    await examiner(page, `arret-${langue}-${theme}`);
    await page.close();
  }
  const page = await nav.page('arret', { telephone: true, javaScript: false });
  await page.goto(lien);
  await page.goto(lien);
  await page.getByRole('button', { name: 'Arrêter les messages' }).click();
  await page.getByRole('heading', { name: 'C\'est fait' }).waitFor();
  await page.screenshot({ path: join(dossier, 'arret-fait.png') });
  await page.getByRole('button', { name: 'Recevoir de nouveau les messages' }).click();
  await page.getByRole('heading', { name: 'Arrêter nos messages ?' }).waitFor();
}

await mkdir(dossier, { recursive: true });
const nav = await Navigateur.lancer(adresse, dossier);
try {
  const { lien } = await preparer({ api, simulateur, motDePasse });
  const contexte = await nav.navigateur.newContext({
    baseURL: adresse, locale: 'fr-FR', timezoneId: 'Africa/Bamako', viewport: BUREAU,
    serviceWorkers: 'block',
  });
  const page = await nav.onglet('admin', contexte);
  await connecter(page, 'admin_mali', motDePasse);
  await redigerAuClavier(page);
  await reposerAuClavier(page);
  for (const vue of VUES) await regarder(page, vue);
  await arreter(nav, lien);
  verifier(fautes === 0, `${fautes} fautes d'accessibilité`);
  verifier(nav.fautes.length === 0, `fautes des pages :\n${nav.fautes.join('\n')}`);
  console.log(`${pages} vues, 0 faute`);
} catch (erreur) {
  console.error(erreur);
  for (const faute of nav.fautes) console.error(`  ${faute}`);
  await nav.photographier();
  process.exitCode = 1;
} finally {
  await nav.fermer();
}
