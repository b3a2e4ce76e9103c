/** The till: float, mixed payment, blind count, another person's sign-off, the day's report. */

import { aller, entier, jusqua, lirePdf, verifier } from './outils.mjs';

export const JETON = 50;
const ORANGE = 100_000;
const FONDS = { 10_000: 2, 500: 10 };
const COUPURES = [10_000, 5_000, 2_000, 1_000, 500, 250, 200, 100, 50, 25, 10, 5];

const valeurDe = (compte) =>
  Object.entries(compte).reduce((somme, [valeur, nombre]) => somme + Number(valeur) * nombre, 0);

/** An amount in as few notes and coins as possible. */
function enCoupures(montant) {
  const compte = {};
  let reste = montant;
  for (const valeur of COUPURES) {
    const nombre = Math.floor(reste / valeur);
    if (nombre > 0) compte[valeur] = nombre;
    reste %= valeur;
  }
  return compte;
}

async function saisirCoupures(page, compte) {
  for (const [valeur, nombre] of Object.entries(compte)) {
    const ecrite = Number(valeur).toLocaleString('fr-FR');
    await page.getByLabel(`Nombre de ${ecrite}`, { exact: true }).fill(String(nombre));
  }
}

/** A till left open by the demonstration or a run cut short is counted and left to its admin. */
async function fermerAncienne(page) {
  await page.getByRole('button', { name: 'Compter et fermer' }).click();
  await fermer(page);
  await aller(page, 'Caisse', '/caisse');
}

async function fermer(page) {
  await page.getByRole('button', { name: 'Fermer la caisse' }).click();
  const question = page.getByRole('dialog', { name: 'Fermer avec ce compte ?' });
  await question.getByRole('button', { name: 'Oui, fermer' }).click();
  await page.waitForURL(/\/caisse\/sessions\//);
}

export async function ouvrirCaisse(page) {
  await aller(page, 'Caisse', '/caisse');
  const ouverte = page.getByRole('button', { name: 'Compter et fermer' });
  const ouvrir = page.getByRole('button', { name: /^Ouvrir la caisse/ });
  await ouverte.or(ouvrir).waitFor();
  if (await ouverte.isVisible()) await fermerAncienne(page);
  await saisirCoupures(page, FONDS);
  await ouvrir.click();
  await ouverte.waitFor();
}

/** One payment; without `montant`, what the counter proposes. The receipt has its number. */
async function payer(page, { moyen, somme, montant, reference, jeton }) {
  const formulaire = page.getByRole('form', { name: 'Encaisser' });
  await formulaire.getByRole('radio', { name: new RegExp(`${moyen}$`) }).check({ force: true });
  if (montant) await formulaire.getByLabel(/^Montant reçu/).fill(String(montant));
  if (jeton) await formulaire.getByRole('button', { name: `Jeton cédé de ${jeton}` }).click();
  if (reference) await formulaire.getByLabel(/^Référence de l’opérateur/).fill(reference);
  const bouton = formulaire
    .getByRole('button', { name: /^Encaisser/ })
    .and(page.locator(':enabled'));
  await jusqua(`« Encaisser ${somme} »`, async () => entier(await bouton.innerText()) === somme);
  await bouton.click();
  const ligne = page
    .getByRole('status', { name: 'Reçus' })
    .getByRole('listitem')
    .filter({ hasText: moyen });
  await ligne.getByRole('link', { name: /^Reçu BKO-\d{4}-\d{6}$/ }).waitFor();
}

/** Cash with a token given up, then by Orange Money exactly what the counter says is left. */
export async function encaisser(page, du) {
  const especes = du - ORANGE - JETON;
  await payer(page, { moyen: 'Espèces', somme: especes, montant: especes, jeton: JETON });
  const reference = `MP${Date.now()}`;
  await payer(page, { moyen: 'Orange Money', somme: ORANGE, reference });
  return { especes, orange: ORANGE };
}

/** The blind count: what was taken and the float, nothing shown before. Returns the session. */
export async function compter(page, { especes, orange }) {
  await aller(page, 'Caisse', '/caisse');
  await page.getByRole('button', { name: 'Compter et fermer' }).click();
  await page.getByText('Ce qui est attendu s’affiche après').waitFor();
  verifier(
    (await page.getByText('Attendu', { exact: true }).count()) === 0,
    'comptage pas aveugle',
  );
  await saisirCoupures(page, enCoupures(valeurDe(FONDS) + especes));
  await page.getByLabel('Orange Money').fill(String(orange));
  await fermer(page);
  await page.getByText('Une autre personne doit valider ce comptage.').waitFor();
  const ecarts = page.getByRole('table', { name: 'Écart' });
  for (const rangee of await ecarts.getByRole('row').all()) {
    const cellules = await rangee.getByRole('cell').allInnerTexts();
    verifier(
      cellules.every((texte) => texte !== ''),
      'écart illisible',
    );
    if (cellules.length > 0) verifier(entier(cellules.at(-1)) === 0, `écart ${cellules}`);
  }
  return new URL(page.url()).pathname;
}

/** The admin reaches the counted session from the list of those that wait. */
export async function validerComptage(page, session) {
  await page.goto('/caisse');
  await page.getByRole('tab', { name: 'À valider' }).click();
  const id = session.split('/').at(-1);
  await page.locator(`tr[data-id="${id}"]`).getByRole('button').first().click();
  await page.waitForURL((url) => url.pathname === session);
  await page.getByRole('button', { name: 'Valider', exact: true }).click();
  await page.getByText('Validée', { exact: true }).waitFor();
}

export async function demanderRapport(page) {
  await aller(page, 'Rapports', '/rapports');
  const creation = page.waitForResponse(
    (reponse) => reponse.url().endsWith('/rapports') && reponse.request().method() === 'POST',
  );
  await page.getByRole('button', { name: 'Préparer le rapport' }).click();
  const reponse = await creation;
  verifier(reponse.status() < 300, `rapport refusé : ${reponse.status()}`);
  const { id } = await reponse.json();
  const rangee = page.locator(`tr[data-id="${id}"]`);
  await rangee.getByText('Prêt', { exact: true }).waitFor({ timeout: 60_000 });
  const bouton = rangee.getByRole('button', { name: 'PDF', exact: true });
  return lirePdf(page, bouton, new RegExp(`${id}\\.pdf`));
}
