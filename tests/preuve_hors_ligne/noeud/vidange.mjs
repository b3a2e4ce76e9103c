/**
 * The drain: thousands of acts and hundreds of photos written down without a network, then sent
 * from the real app while somebody looks at its screen. Says the time, the memory and the longest
 * moment the page did not answer.
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Appareil } from './appareil.mjs';
import { Hasard } from './hasard.mjs';
import { Navigateur } from './navigateur.mjs';
import { Mandataire } from './proxy.mjs';
import * as saisies from './saisies.mjs';

const reglages = JSON.parse(process.env.TS_PREUVE);
const { operations, photos, limite_s: limiteS } = reglages;
/** What a photo weighs once the app has reduced it. */
const PHOTO_OCTETS = 300_000;
const LOT = 100;
const hasard = new Hasard(reglages.graine);
const lot = JSON.parse(await readFile(join(reglages.decor, 'lot-sain-0.json'), 'utf8'));

/** An act of the bench: half intakes, half labels and weighings of those. */
function acte(n, dernier) {
  if (n % 2 === 0 || !dernier) {
    const saisie = saisies.reception(lot.decor, `vidange ${n}`, hasard);
    return { ...saisie, images: [] };
  }
  const { id, code_suivi } = dernier.payload;
  return n % 4 === 1 ? saisies.etiquette(id, code_suivi) : saisies.pesee(id, hasard);
}

async function remplir(appareil) {
  let reste = operations - 2 * photos;
  let dernier = null;
  let rang = 0;
  const ecrire = async (liste) => {
    await appareil.faire(
      async (demandes) => {
        for (const demande of demandes) {
          const recu = await window.preuve.saisir(demande);
          if (recu.etat !== 'acquise') throw new Error(recu.erreur);
        }
      },
      liste.map((saisie) => {
        rang += 1;
        return { rang, apres: [], ...saisie };
      }),
      { delai: 300_000 },
    );
  };
  for (let n = 0; n < photos; n += 5) {
    const avec = Array.from({ length: Math.min(5, photos - n) }, () => ({
      ...saisies.reception(lot.decor, `vidange photo`, hasard),
      images: [saisies.image(lot.decor.jpeg, PHOTO_OCTETS)],
    }));
    await ecrire(avec);
  }
  while (reste > 0) {
    const liste = [];
    for (let n = 0; n < Math.min(LOT, reste); n += 1) {
      const un = acte(n, dernier);
      if (un.type === 'colis.enregistrer') dernier = un;
      liste.push(un);
    }
    await ecrire(liste);
    reste -= liste.length;
  }
}

/** Runs in the page: every task longer than 50 ms, and how late a 50 ms timer comes. */
function observer() {
  globalThis.__longues = [];
  new PerformanceObserver((liste) => {
    for (const { duration } of liste.getEntries()) globalThis.__longues.push(Math.round(duration));
  }).observe({ type: 'longtask', buffered: true });
}

const profil = await mkdtemp(join(tmpdir(), 'preuve-'));
const navigateur = new Navigateur(profil);
const mandataire = await new Mandataire(reglages.mandataire).demarrer();
try {
  const hote = 'vidange.sain.localhost';
  const [[agent]] = lot.agents;
  const motDePasse = reglages.mot_de_passe;
  const appareil = new Appareil({ navigateur, mandataire, hote, agent, motDePasse });
  const sansReseau = { hote, graine: 1, taux: 0, seule: 'coupe_avant' };
  await mandataire.ordonner('plan', { hote, graine: 1, taux: 0 });
  await appareil.connecter();
  await mandataire.ordonner('plan', sansReseau);
  const ecrit = Date.now();
  await remplir(appareil);
  const saisie_s = (Date.now() - ecrit) / 1000;
  await appareil.fermer();

  const page = await navigateur.page(() => undefined);
  await page.addInitScript(observer);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${appareil.origine}envois`);
  const file = page.locator('[data-file]').first();
  await page.waitForFunction(
    (n) => Number(document.querySelector('[data-file]')?.getAttribute('data-file')) >= n,
    operations,
    { timeout: 60_000 },
  );
  const session = await page.context().newCDPSession(page);
  const memoire = async () => {
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return Math.round(usedSize / 1e6);
  };
  const au_depart_mo = await memoire();
  await page.evaluate(() => {
    globalThis.__longues.length = 0;
  });
  await mandataire.ordonner('comptes', { hote });
  await mandataire.ordonner('guerir', { hote });
  const debut = Date.now();
  await page.getByRole('button', { name: 'Envoyer maintenant' }).click();
  let pire_mo = au_depart_mo;
  let reste = operations;
  while (reste > 0 && Date.now() - debut < limiteS * 1000) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    reste = Number(await file.getAttribute('data-file'));
    pire_mo = Math.max(pire_mo, await memoire());
    process.stderr.write(`  ${((Date.now() - debut) / 1000).toFixed(0)} s : ${reste} en file\n`);
  }
  const longues = await page.evaluate(() => globalThis.__longues);
  const compte = await mandataire.ordonner('comptes', { hote });
  const temps = (Date.now() - debut) / 1000;
  console.log(
    JSON.stringify({
      operations,
      photos,
      saisie_s: Math.round(saisie_s),
      vidange_s: Math.round(temps),
      par_seconde: Math.round((operations - reste) / temps),
      requetes: compte.requetes,
      erreurs_serveur: compte.serveur5xx.length,
      reste,
      memoire_depart_mo: au_depart_mo,
      memoire_pire_mo: pire_mo,
      taches_longues: longues.length,
      tache_la_plus_longue_ms: Math.max(0, ...longues),
      agent_id: agent.id,
    }),
  );
} finally {
  await navigateur.fermer().catch(() => undefined);
  mandataire.fermer();
  await rm(profil, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
}
