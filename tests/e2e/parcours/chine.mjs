/** Guangzhou: intake at the bench, the flight, its closing by an admin, its departure. */

import { entier, formaterCode, jusqua, lirePdf, verifier } from './outils.mjs';

/** Types a carton's measures and contents with the keyboard alone, from the weight on. */
async function mesurer(page, { poids, dimensions, contenu }) {
  const champ = page.getByLabel('Poids', { exact: true });
  await champ.fill(poids);
  await champ.press('Enter');
  await page.getByLabel('L (cm)', { exact: true }).fill(dimensions);
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: /Cargo$/ }).press('1');
  await page.getByRole('radio', { name: /Standard$/ }).press('1');
  await page.getByLabel('Contenu').fill(contenu);
}

async function photographier(page) {
  const photo = page.getByRole('region', { name: 'Photo', exact: true });
  await photo.getByRole('button', { name: 'Prendre la photo' }).click();
  await photo.getByRole('img', { name: 'Photo 1', exact: true }).waitFor();
}

/** Enter on the bench's one button; returns the carton's code and price as shown. */
async function valider(page, taxable, connu) {
  const prix = page.getByRole('region', { name: 'Prix', exact: true });
  await prix.getByText(`Poids taxable ${taxable}`).waitFor();
  await prix.getByText('Transport').waitFor();
  const montant = entier(await prix.getByText(/FCFA$/).first().innerText());
  verifier(montant > 0, 'le devis est vide');
  const bouton = prix.getByRole('button', { name: /^Enregistrer/ });
  await bouton.focus();
  await page.keyboard.press('Enter');
  let message = page.getByRole('status').filter({ hasText: 'Enregistré' });
  // The message of the carton before may still be there.
  if (connu) message = message.filter({ hasNotText: formaterCode(connu) });
  const lu = await message.getByText(/^[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{5}$/).innerText();
  const code = lu.replace(/-/g, '');
  await page.getByRole('img', { name: `Étiquette du colis ${code}` }).waitFor();
  const carton = page
    .getByRole('region', { name: 'Derniers colis de ce poste' })
    .getByRole('link', { name: new RegExp(`…${code.slice(-5)}`) });
  await carton.and(page.locator(`[href^="/colis/"]`)).waitFor();
  await jusqua(`carton ${code} au prix du devis, ${montant}`, async () => {
    const texte = await carton.innerText();
    return entier(texte.split('kg').at(-1)) === montant;
  });
  return { code, montant };
}

/** Two cartons of a client nobody knew; the second one by "same client". */
export async function recevoir(page, client) {
  await page.goto('/reception');
  const telephone = page.getByLabel('Téléphone du client');
  await telephone.fill(client.telephone);
  await telephone.press('Enter');
  const nom = page.getByLabel('Nouveau client : son nom');
  await nom.fill(client.nom);
  await nom.press('Enter');
  await page.getByRole('radio', { name: /Mali$/ }).press('1');
  await page.getByLabel('Carton n°').press('Enter');
  await mesurer(page, { poids: '5', dimensions: '40x40x40', contenu: 'Chaussures, 24 paires' });
  await photographier(page);
  const premier = await valider(page, '10,67');

  await page.keyboard.press('F2');
  await page.getByText(client.nom).first().waitFor();
  await mesurer(page, { poids: '12,5', dimensions: '50x40x30', contenu: 'Tissus' });
  const second = await valider(page, '12,50', premier.code);
  verifier(premier.code !== second.code, 'deux colis, un code');
  return [premier, second];
}

export async function ouvrirVol(page) {
  await page.goto('/vols');
  await page.getByRole('button', { name: 'Ouvrir un vol' }).click();
  const dialogue = page.getByRole('dialog', { name: 'Ouvrir un vol' });
  await dialogue.getByRole('radio', { name: /Mali$/ }).press('1');
  await dialogue.getByRole('radio', { name: /Cargo$/ }).press('1');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Sans numéro/ }).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1);
}

export async function charger(page, codes) {
  const champ = page.getByLabel('Code, fin de code ou n° de coursier');
  for (const code of codes) {
    await champ.fill(formaterCode(code));
    await champ.press('Enter');
    const dernier = page.getByRole('status').filter({ hasText: formaterCode(code) });
    await dernier.getByText('Chargé', { exact: true }).waitFor();
  }
  for (const code of codes) {
    await page
      .getByRole('row')
      .filter({ hasText: formaterCode(code) })
      .waitFor();
  }
}

/** `2026-03-10T14:05` on the airport's clock, hours from now. */
function heureLocale(heures, fuseau) {
  const date = new Date(Date.now() + heures * 3_600_000);
  return date.toLocaleString('sv-SE', { timeZone: fuseau }).slice(0, 16).replace(' ', 'T');
}

export async function remplirDetails(page, vol) {
  const formulaire = page.locator('form').filter({ has: page.getByLabel('Compagnie') });
  const choix = { Compagnie: 'ET', 'Aéroport de départ': 'CAN', 'Aéroport d’arrivée': 'BKO' };
  const textes = {
    Numéro: vol.numero,
    LTA: vol.lta,
    'Départ prévu': heureLocale(6, 'Asia/Shanghai'),
    'Arrivée prévue': heureLocale(25, 'Africa/Bamako'),
    Capacité: '500',
    'Capacité volume': '4',
  };
  for (const [libelle, valeur] of Object.entries(choix)) {
    await formulaire.getByLabel(libelle, { exact: true }).selectOption(valeur);
  }
  for (const [libelle, valeur] of Object.entries(textes)) {
    await formulaire.getByLabel(libelle, { exact: true }).fill(valeur);
  }
  await formulaire.getByText(/Chiffre de contrôle exact/).waitFor();
  await formulaire.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(vol.numero) }).waitFor();
}

/** The admin finds the flight by its number and closes it. */
export async function trouverVol(page, numero) {
  await page.goto('/vols');
  await page.getByLabel('N° de vol ou LTA').fill(numero);
  await page.getByRole('button', { name: new RegExp(`^${numero}`) }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(numero) }).waitFor();
}

export async function cloturer(page) {
  await page.getByText('Tout y est.').waitFor();
  await page.getByRole('button', { name: 'Clôturer le vol' }).click();
  await page.getByText('Vol clôturé, manifeste v1.').waitFor();
}

export async function lireManifeste(page) {
  return lirePdf(page, page.getByRole('button', { name: 'pdf', exact: true }), /manifeste\.pdf/);
}

/** The button came by itself when the admin closed; the act is confirmed once. */
export async function faireActe(page, acte) {
  await page.getByRole('button', { name: acte, exact: true }).click();
  const dialogue = page.getByRole('dialog');
  await dialogue.getByRole('button', { name: acte, exact: true }).click();
  await dialogue.waitFor({ state: 'hidden' });
}
