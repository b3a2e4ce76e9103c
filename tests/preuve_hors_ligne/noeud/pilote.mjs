/**
 * The driver: several benches side by side in one Chromium, each playing its schedules one after
 * the other. One JSON line a schedule on standard output; the judge reads them against PostgreSQL.
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Appareil } from './appareil.mjs';
import { Deroule } from './deroule.mjs';
import { Navigateur } from './navigateur.mjs';
import { dessiner } from './plans.mjs';
import { Mandataire } from './proxy.mjs';

const reglages = JSON.parse(process.env.TS_PREUVE);
const { variante, graine, nombre, bancs, decor: dossier, limite_s: limiteS } = reglages;
/** After so many schedules a bench gets a new device: its log would only grow. */
const PAR_APPAREIL = 8;
const LOT = 100;
/** A schedule is over in seconds; after this the browser itself answers nobody any more. */
const BLOQUE_MS = 240_000;
const fin = limiteS ? Date.now() + limiteS * 1000 : Number.POSITIVE_INFINITY;

const dire = (ligne) => process.stdout.write(`${JSON.stringify(ligne)}\n`);
const dormir = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The scenery is brought by the other process while the schedules play. */
async function lireLot(rang) {
  const chemin = join(dossier, `lot-${variante}-${Math.floor(rang / LOT)}.json`);
  for (let essai = 0; essai < 2_400; essai += 1) {
    const texte = await readFile(chemin, 'utf8').catch(() => null);
    if (texte !== null) return JSON.parse(texte);
    await dormir(50);
  }
  throw new Error(`pas de décor : ${chemin}`);
}

class Bloque extends Error {}

class Banc {
  constructor(numero, commun) {
    Object.assign(this, commun);
    this.numero = numero;
    this.joues = 0;
    this.generation = 0;
    this.appareils = [];
    this.ouvertes = new Set();
  }

  appareil(rang, agent) {
    const hote = `b${this.numero}-${rang}-${this.generation}.${variante}.localhost`;
    const { navigateur, mandataire } = this;
    return new Appareil({ navigateur, mandataire, hote, agent, motDePasse: reglages.mot_de_passe });
  }

  async renouveler(agents) {
    for (const appareil of this.appareils) await appareil.fermer();
    this.generation += 1;
    this.appareils = agents.map((agent, rang) => this.appareil(rang, agent));
  }

  matiere(lot, rang) {
    const agents = lot.agents[this.numero];
    const ouverte = reglages.caisses_ouvertes || this.ouvertes.has(agents[0].id);
    const caisse_id = ouverte ? null : agents[0].caisse_id;
    if (rang % 2 === 1) this.ouvertes.add(agents[0].id);
    return {
      decor: lot.decor,
      vol: rang % 2 === 0 ? lot.depart : lot.arrive,
      cartons: lot.arrive.cartons[rang] ?? [],
      emplacements: lot.emplacements,
      caisse_id,
    };
  }

  async jouer(rang) {
    const lot = await lireLot(rang);
    if (this.joues % PAR_APPAREIL === 0) await this.renouveler(lot.agents[this.numero]);
    this.joues += 1;
    const matiere = this.matiere(lot, rang);
    const plan = dessiner({ graine, rang, points: this.points, matiere });
    const { navigateur, mandataire } = this;
    const appareils = this.appareils.slice(0, plan.appareils);
    this.deroule = new Deroule({ plan, appareils, mandataire, navigateur, graine });
    return this.deroule.derouler();
  }

  /** One schedule; a browser that has stopped answering is killed, and the schedule told as such. */
  async jouerAuPlus(rang) {
    let minuterie;
    const limite = new Promise((_, reject) => {
      const dire = () => reject(new Bloque(`rien après ${BLOQUE_MS / 1000} s : ${this.deroule?.ou()}`));
      minuterie = setTimeout(dire, BLOQUE_MS);
    });
    const jeu = this.jouer(rang);
    jeu.catch(() => undefined);
    return Promise.race([jeu, limite]).finally(() => clearTimeout(minuterie));
  }

  async tourner() {
    for (let rang = this.numero; rang < nombre && Date.now() < fin; rang += bancs) {
      if (reglages.rangs && !reglages.rangs.includes(rang)) continue;
      try {
        dire({ genre: 'joue', ...(await this.jouerAuPlus(rang)) });
      } catch (erreur) {
        dire({ genre: 'panne', rang, message: String(erreur?.stack ?? erreur) });
        this.joues = 0;
        if (erreur instanceof Bloque) await this.navigateur.remplacer();
      }
    }
  }
}

const profil = await mkdtemp(join(tmpdir(), 'preuve-'));
const navigateur = new Navigateur(profil);
const mandataire = await new Mandataire(reglages.mandataire).demarrer();
mandataire.setMaxListeners(50);
mandataire.on('erreur', (erreur) => dire({ genre: 'erreur', ...erreur }));
const points = JSON.parse(await readFile(join(reglages.mandataire.pages, 'points.json'), 'utf8'));
const postes = Array.from({ length: bancs }, (_, n) => {
  return new Banc(n, { navigateur, mandataire, points });
});
process.on('SIGTERM', () => {
  try {
    process.kill(navigateur.pid, 'SIGKILL');
  } catch {
    // Between two lives.
  }
  process.exit(143);
});
await navigateur.ouvert();
await Promise.all(postes.map((banc) => banc.tourner()));
const passages = new Set(postes.flatMap(({ appareils }) => appareils.flatMap((un) => [...un.passages])));
dire({ genre: 'fin', morts_navigateur: navigateur.morts, points: points.length, passages: passages.size });
await navigateur.fermer();
mandataire.fermer();
await rm(profil, { recursive: true, force: true, maxRetries: 5 });
