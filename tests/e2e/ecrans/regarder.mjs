/** Every screen of every trade, by day on a desk in French and by night on a phone in Chinese. */

import { mkdir } from 'node:fs/promises';
import { BUREAU, connecter, Navigateur, TELEPHONE, verifier } from '../parcours/outils.mjs';
import { examiner, regler } from '../parcours/regard.mjs';

const { TS_ADRESSE: adresse, TS_DEMO_MOT_DE_PASSE: motDePasse } = process.env;
const dossier = process.env.TS_IMAGES ?? 'var/ecrans';

/** Who opens what: each address once, by somebody who works there. */
const ECRANS = {
  agent_chine: ['/', '/reception', '/reception/poste', '/reception/commandes', '/envois'],
  admin_chine: ['/vols', '/colis', '/tarifs'],
  agent_mali: ['/pointage', '/stock', '/stock/ranger', '/remises', '/caisse', '/encaissements'],
  admin_mali: [
    '/clients', '/clients/import', '/utilisateurs', '/visas',
    '/audit', '/appareils', '/securite', '/reglages', '/messages', '/rapports', '/tableau',
  ],
  direction: ['/', '/tableau', '/utilisateurs', '/audit'],
};
/** Before anybody is signed in; the secret of a reset link stands after the #. */
const PORTES = ['/connexion', '/mot-de-passe', '/mot-de-passe#jeton-lu-par-personne'];
const VUES = [
  { nom: 'bureau-clair-fr', taille: BUREAU, theme: 'clair', langue: 'fr', activer: 'Activer' },
  { nom: 'telephone-sombre-zh', taille: TELEPHONE, theme: 'sombre', langue: 'zh', activer: '启用' },
];

const nomDe = (chemin) => chemin.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'accueil';

await mkdir(dossier, { recursive: true });
const nav = await Navigateur.lancer(adresse, dossier);
let fautes = 0;
let vues = 0;
async function visiter(personne, page, chemins) {
  for (const vue of VUES) {
    await regler(page, vue);
    for (const chemin of chemins) {
      // By way of a blank page: a new # alone loads nothing.
      await page.goto('about:blank');
      await page.goto(chemin);
      await page.locator('h1').first().waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      fautes += await examiner(page, `${personne}-${nomDe(chemin)}-${vue.nom}`, dossier);
      vues += 1;
    }
  }
}

/** The second factor as it is switched on: the secret, its picture, the field for the first code. */
async function enroler(personne, page) {
  for (const vue of VUES) {
    await regler(page, vue);
    await page.goto('/securite');
    await page.getByRole('button', { name: vue.activer, exact: true }).click();
    await page.keyboard.type(motDePasse);
    fautes += await examiner(page, `${personne}-second-facteur-preuve-${vue.nom}`, dossier);
    await page.keyboard.press('Enter');
    await page.locator('main [role="img"] canvas').first().waitFor();
    fautes += await examiner(page, `${personne}-second-facteur-${vue.nom}`, dossier);
    vues += 2;
  }
}

async function chez(personne, faire) {
  const contexte = await nav.navigateur.newContext({
    baseURL: adresse, locale: 'fr-FR', timezoneId: 'Africa/Bamako', viewport: BUREAU,
    serviceWorkers: 'block',
  });
  const page = await nav.onglet(personne, contexte);
  await page.goto('/connexion');
  await regler(page, VUES[0]);
  await faire(page);
  await contexte.close();
}

try {
  await chez('porte', (page) => visiter('porte', page, PORTES));
  for (const [personne, chemins] of Object.entries(ECRANS)) {
    await chez(personne, async (page) => {
      await connecter(page, personne, motDePasse);
      await visiter(personne, page, chemins);
      if (chemins.includes('/securite')) await enroler(personne, page);
    });
  }
  verifier(fautes === 0, `${fautes} fautes d'accessibilité`);
  verifier(nav.fautes.length === 0, `fautes des pages :\n${nav.fautes.join('\n')}`);
  console.log(`${vues} vues, 0 faute`);
} catch (erreur) {
  console.error(erreur);
  for (const faute of nav.fautes) console.error(`  ${faute}`);
  await nav.photographier();
  process.exitCode = 1;
} finally {
  await nav.fermer();
}
