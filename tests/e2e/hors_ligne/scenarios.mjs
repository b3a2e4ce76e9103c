/** The named tests: what happens to a device, and what its person sees. */

import * as saisies from '../../preuve_hors_ligne/noeud/saisies.mjs';
import { Hasard } from '../../preuve_hors_ligne/noeud/hasard.mjs';
import { file, jusqua, restant, toutEnvoye, verifier } from './monde.mjs';

const JOUR_MS = 86_400_000;
const hasard = new Hasard(7);
/** The app's files come, its API does not: as from the service worker. */
const SANS_RESEAU = { seule: 'coupe_avant' };

function receptions(monde, nombre, images = 0) {
  return Array.from({ length: nombre }, (_, n) => ({
    ...saisies.reception(monde.lot.decor, `nommé ${n}`, hasard),
    images: n < images ? [saisies.image(monde.lot.decor.jpeg, 400)] : [],
  }));
}

/** Written down without a network, then the app is opened: `nombre` acts wait. */
async function enFile(monde, appareil, liste) {
  await monde.reseau(appareil, { mort: true });
  await monde.saisir(appareil, liste);
  await appareil.fermer();
}

async function envoyer(page) {
  await page.getByRole('button', { name: 'Envoyer maintenant' }).click();
}

/** The screen says nothing was written down, and nothing is. */
export async function quota_plein(monde) {
  const appareil = await monde.appareil('quota', 0);
  const chemin = `/vols/${monde.lot.depart.vol_id}`;
  const avant = await monde.app(appareil, chemin);
  const saisie = (page) => page.getByLabel('Code, fin de code ou n° de coursier');
  // The flight is read, hence kept on the device: the screen opens again without a network.
  await saisie(avant).waitFor();
  await toutEnvoye(avant);
  await avant.close();
  await appareil.quota(1);
  await monde.reseau(appareil, SANS_RESEAU);
  const page = await monde.app(appareil, chemin);
  const champ = saisie(page);
  await champ.fill(saisies.codeSuivi());
  await champ.press('Enter');
  await page.getByText(/L’appareil est plein/).first().waitFor();
  await restant(page, 0);
  // Room again: the same screen writes down at once.
  await appareil.quota(null);
  await champ.fill(saisies.codeSuivi());
  await champ.press('Enter');
  await restant(page, 1);
}

export async function portail_captif(monde) {
  const appareil = await monde.appareil('portail', 0);
  const page = await monde.app(appareil, '/envois');
  await toutEnvoye(page);
  await monde.reseau(appareil, { seule: 'portail' });
  await monde.saisir(appareil, receptions(monde, 3, 1));
  await restant(page, 5);
  await envoyer(page);
  await page.getByText(/Le Wi-Fi demande une connexion/).first().waitFor();
  await restant(page, 5);
  await monde.guerir(appareil);
  await envoyer(page);
  await restant(page, 0);
  await toutEnvoye(page);
}

async function seReconnecter(page, { agent, motDePasse }) {
  const dialogue = page.getByRole('dialog', { name: 'Votre session a expiré' });
  await dialogue.getByLabel('Identifiant').fill(agent.identifiant);
  await dialogue.getByLabel('Mot de passe', { exact: true }).fill(motDePasse);
  await dialogue.getByRole('button', { name: 'Se connecter' }).click();
}

/** The password is asked over the screen; nothing behind it was lost. */
export async function session_expiree(monde) {
  const appareil = await monde.appareil('expiree', 0);
  await enFile(monde, appareil, receptions(monde, 2));
  await monde.reseau(appareil, SANS_RESEAU);
  const page = await monde.app(appareil, '/envois', 10 * JOUR_MS);
  await restant(page, 2);
  await page.context().clearCookies({ domain: appareil.hote });
  await monde.guerir(appareil);
  await page.reload();
  await page.getByRole('dialog', { name: 'Votre session a expiré' }).waitFor();
  await restant(page, 2);
  await seReconnecter(page, appareil);
  await restant(page, 0);
  await toutEnvoye(page);
}

export async function horloge_decalee(monde) {
  const appareil = await monde.appareil('horloge', 0);
  await appareil.regler(JOUR_MS);
  await enFile(monde, appareil, receptions(monde, 2));
  await monde.guerir(appareil);
  const page = await monde.app(appareil, '/envois', JOUR_MS);
  await restant(page, 0);
  await toutEnvoye(page);
  await page.getByText(/horloge de cet appareil est décalée de 14(39|40|41) min/).first().waitFor();
}

/** One tab writes down, the other shows it; both end at zero. */
export async function deux_onglets(monde) {
  const appareil = await monde.appareil('onglets', 0);
  await monde.reseau(appareil, SANS_RESEAU);
  const [un, deux] = [await monde.app(appareil, '/envois'), await monde.app(appareil, '/envois')];
  await monde.saisir(appareil, receptions(monde, 3));
  await Promise.all([restant(un, 3), restant(deux, 3)]);
  await monde.guerir(appareil);
  await Promise.all([envoyer(un), envoyer(deux)]);
  await Promise.all([restant(un, 0), restant(deux, 0)]);
  await Promise.all([toutEnvoye(un), toutEnvoye(deux)]);
}

/** Both were told "Enregistré"; one sees a remark to read, nobody an error. */
export async function deux_appareils(monde) {
  const [carton] = monde.lot.arrive.cartons[1];
  const { vol_id } = monde.lot.arrive;
  const a = await monde.appareil('appareil-a', 1, 0);
  const b = await monde.appareil('appareil-b', 1, 1);
  const remettre = [saisies.pointage(vol_id, carton), saisies.remise(monde.lot.decor, carton)];
  await enFile(monde, a, remettre);
  await enFile(monde, b, [saisies.pointage(vol_id, carton), saisies.remise(monde.lot.decor, carton)]);
  await monde.guerir(a);
  const premier = await monde.app(a, '/envois');
  await jusqua('A envoyé', async () => !(await premier.getByText('À envoyer (2)').isVisible()));
  await premier.getByText('À envoyer (0)').waitFor();
  await monde.guerir(b);
  const second = await monde.app(b, '/envois');
  await second.getByText('À envoyer (0)').waitFor();
  await second.getByText(/Déjà remis par quelqu’un d’autre/).first().waitFor();
}

/** The new version is taken with 500 acts waiting: they are all still there, and all leave once. */
export async function maj_avec_500(monde) {
  const appareil = await monde.appareil('maj', 2);
  const page = await monde.app(appareil, '/envois');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await monde.reseau(appareil, { mort: true });
  await monde.saisir(appareil, receptions(monde, 500));
  await restant(page, 500);
  await monde.guerir(appareil);
  await monde.reseau(appareil, { seule: 'erreur_503' });
  await monde.mandataire.ordonner('version', { hote: appareil.hote });
  await page.evaluate(async () => {
    const inscription = await navigator.serviceWorker.getRegistration('/');
    await inscription?.update();
  });
  await page.getByText('Une nouvelle version est prête.').waitFor();
  await restant(page, 500);
  const recharge = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Mettre à jour' }).click();
  await recharge;
  await restant(page, 500);
  await monde.guerir(appareil);
  await envoyer(page);
  await restant(page, 0);
  await toutEnvoye(page);
}

/**
 * The server is dead: the app opens, reloads, deep-links, and survives the browser's restart; the
 * act written down before all that leaves when the server is back.
 */
export async function serveur_mort(monde) {
  const appareil = await monde.appareil('mort', 0);
  let page = await monde.app(appareil, '/vols');
  await page.getByRole('heading', { level: 1, name: 'Vols' }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Vols' }).waitFor();
  await enFile(monde, appareil, receptions(monde, 1));
  const lieux = ['/envois', '/vols', '/reception', '/colis'];
  for (const tour of [1, 2]) {
    for (const chemin of lieux) {
      await page.goto(`${appareil.origine}${chemin.slice(1)}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      verifier(new URL(page.url()).pathname === chemin, `${chemin} : ouvert sur ${page.url()}`);
      await restant(page, 1);
      await file(page).getByText('Hors ligne').waitFor();
    }
    if (tour === 2) break;
    await monde.navigateur.tuer();
    page = await monde.app(appareil, '/envois');
  }
  await monde.guerir(appareil);
  await page.goto(`${appareil.origine}envois`);
  // A counter's log-in dies with its browser: the queue waits for the password, and then leaves.
  await restant(page, 1);
  await seReconnecter(page, appareil);
  await restant(page, 0);
}

/** Two agents check in one flight without a network and meet: one truth, no error for either. */
export async function deux_agents_un_vol(monde) {
  const { vol_id, cartons } = monde.lot.arrive;
  const tous = [3, 5, 7].flatMap((rang) => cartons[rang]);
  const a = await monde.appareil('agent-a', 3, 0);
  const b = await monde.appareil('agent-b', 3, 1);
  await enFile(monde, a, tous.map((carton) => saisies.pointage(vol_id, carton)));
  await enFile(monde, b, [...tous].reverse().map((carton) => saisies.pointage(vol_id, carton)));
  await Promise.all([monde.guerir(a), monde.guerir(b)]);
  const pages = await Promise.all([monde.app(a, '/envois'), monde.app(b, '/envois')]);
  for (const page of pages) {
    await restant(page, 0);
    await page.getByText('Rien à revoir').waitFor();
    await page.goto(new URL(`/pointage/${vol_id}`, page.url()).href);
    await page.getByRole('tab', { name: /^Pointés/ }).click();
    for (const { code_suivi } of tous) {
      await page.getByText(saisies.formater(code_suivi)).first().waitFor();
    }
  }
}
