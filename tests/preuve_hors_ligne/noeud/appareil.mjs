/** One device of the proof: an origin of its own, one person's login, up to two tabs. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tuerOnglet } from './navigateur.mjs';

const PATIENCE_MS = 30_000;
const FERMETURE_BASE_MS = 2_600;
const NAISSANCE_MS = 20_000;
const SOURDE_MS = 5_000;

/** The tab or the browser died under the request. */
export class Mort extends Error {}

const SILENCE = /rien après|Timeout \d+ms/;
const MORTE = /closed|crash|Target|context was destroyed|navigat/i;

function aTemps(promesse, ms, quoi) {
  let minuterie;
  const limite = new Promise((_, reject) => {
    minuterie = setTimeout(() => reject(new Error(`${quoi} : rien après ${ms} ms`)), ms);
  });
  return Promise.race([promesse, limite]).finally(() => clearTimeout(minuterie));
}

export class Appareil {
  constructor({ navigateur, mandataire, hote, agent, motDePasse }) {
    Object.assign(this, { navigateur, mandataire, hote, agent, motDePasse });
    this.origine = `http://${hote}:${mandataire.port}/`;
    this.onglets = [null, null];
    this.recus = new Map();
    this.juges = new Set();
    this.horlogeMs = 0;
    this.passages = new Set();
    this.muettes = 0;
  }

  /** Told by the page, in order, the moment it could say "Enregistré". */
  accuser(recu) {
    this.recus.set(recu.rang, recu);
  }

  async ouvrir(rang) {
    let page;
    this.ou = 'nouvelle page';
    try {
      page = await this.nouvellePage();
      this.onglets[rang] = page;
      page.setDefaultTimeout(PATIENCE_MS);
      page.on('crash', () => this.oublier(rang, page));
      page.on('close', () => this.oublier(rang, page));
      this.ou = 'goto';
      await page.goto(`${this.origine}static/preuve/index.html#${this.horlogeMs}`);
      this.ou = 'démarrage';
      await this.attendrePrete(page);
      this.ou = 'ouverte';
      await this.entendre(rang, page);
      const connus = [...this.recus.values()].filter(({ op_id }) => op_id);
      await page.evaluate(
        (paires) => window.preuve.connaitre(paires),
        connus.map(({ rang: r, op_id }) => [r, op_id]),
      );
    } catch (erreur) {
      // Half open, it would be taken for a page that runs.
      if (page) this.oublier(rang, page);
      await page?.close().catch(() => undefined);
      throw this.traduire(erreur);
    }
    return page;
  }

  /** Asked of a browser somebody else kills at that instant, a new page may never come. */
  async nouvellePage() {
    const demandee = this.navigateur.page((recu) => this.accuser(recu));
    try {
      return await aTemps(demandee, NAISSANCE_MS, this.hote);
    } catch (erreur) {
      demandee.then((page) => page.close()).catch(() => undefined);
      throw new Mort(`${this.hote} : pas de page (${erreur.message.split('\n')[0]})`);
    }
  }

  /** A page that does not start says where it stands. */
  async attendrePrete(page) {
    try {
      await page.waitForFunction(() => document.title === 'prêt', null, { polling: 50 });
    } catch (erreur) {
      const ou = await aTemps(page.title(), 2_000, 'titre').catch((muette) => muette.message);
      throw new Error(`${erreur.message.split('\n')[0]} (arrêtée à « ${ou} »)`);
    }
  }

  /** A page born while another schedule kills the browser may come without the way to be heard. */
  async entendre(rang, page) {
    if (await page.evaluate(() => typeof window.accuser === 'function')) return;
    this.oublier(rang, page);
    await page.close();
    throw new Mort(`${this.hote} : page sourde`);
  }

  oublier(rang, page) {
    if (this.onglets[rang] === page) this.onglets[rang] = null;
  }

  traduire(erreur) {
    return MORTE.test(erreur.message) ? new Mort(erreur.message.split('\n')[0]) : erreur;
  }

  async onglet(rang = 0) {
    const page = this.onglets[rang];
    return page && !page.isClosed() ? page : this.ouvrir(rang);
  }

  /** Runs in the page; a death on the way is a Mort. */
  async faire(fonction, donnees, { rang = 0, delai = PATIENCE_MS } = {}) {
    const page = await this.onglet(rang);
    this.ou = `faire ${String(fonction).slice(0, 60)}`;
    try {
      return await aTemps(page.evaluate(fonction, donnees), delai, this.hote);
    } catch (erreur) {
      throw await this.expliquer(erreur, rang);
    }
  }

  /**
   * Silence of a page that cannot even say 1: no code of ours runs in it. Closed, counted and
   * opened again, as a person would; a page that answers 1 is late for a reason of its own.
   */
  async expliquer(erreur, rang = 0) {
    const page = this.onglets[rang];
    if (!SILENCE.test(erreur.message) || !page || page.isClosed()) return this.traduire(erreur);
    const vive = await aTemps(page.evaluate(() => 1), SOURDE_MS, this.hote).then(
      () => true,
      () => false,
    );
    if (vive) return this.traduire(erreur);
    this.muettes += 1;
    this.oublier(rang, page);
    await aTemps(page.close(), SOURDE_MS, this.hote).catch(() => undefined);
    return new Mort(`${this.hote} : page muette`);
  }

  etat() {
    return this.faire(() => window.preuve.etat());
  }

  /** A person is at the screen: signed in, or remembered without a network. */
  async connecter(essais = 6) {
    for (let essai = 0; essai < essais; essai += 1) {
      const { statut, acteur } = await this.etat();
      if (statut === 'connectee' || (acteur !== null && essais < 6)) return true;
      await this.faire(
        ([qui, mot]) => window.preuve.connecter(qui, mot).catch(() => undefined),
        [this.agent.identifiant, this.motDePasse],
      );
    }
    return (await this.etat()).acteur !== null;
  }

  async avancer(ms) {
    this.horlogeMs += ms;
    await this.faire((de) => {
      globalThis.__horloge.decalage += de;
    }, ms);
  }

  async regler(ms) {
    this.horlogeMs = ms;
    for (const rang of [0, 1]) {
      if (!this.onglets[rang]) continue;
      await this.faire(
        (decalage) => {
          globalThis.__horloge.decalage = decalage;
        },
        ms,
        { rang },
      );
    }
  }

  /** "Envoyer": force forgets the backoff; a pass that fails has its reasons. */
  envoyer(force, rang = 0) {
    return this.faire((f) => window.preuve.envoyer(f).catch(() => undefined), force, { rang });
  }

  /**
   * So many bytes left on the device; null lifts the limit. It lasts as long as its session, held by
   * a page of nobody. Chromium remembers for half a minute the room it last saw: the database has to
   * close first, which it does two seconds after its last page.
   */
  async quota(octets) {
    await this.limite?.detach().catch(() => undefined);
    this.limite = null;
    if (octets === null) return;
    await this.fermer();
    await new Promise((resolve) => setTimeout(resolve, FERMETURE_BASE_MS));
    await this.navigateur.ouvert();
    const { contexte } = this.navigateur;
    this.limite = await contexte.newCDPSession(contexte.pages()[0]);
    const { usage } = await this.limite.send('Storage.getUsageAndQuota', { origin: this.origine });
    // The slash at the end matters: without it the override is silently not applied.
    const quotaSize = Math.ceil(usage + octets);
    await this.limite.send('Storage.overrideQuotaForOrigin', { origin: this.origine, quotaSize });
  }

  async tuer(rang = 0) {
    const page = this.onglets[rang];
    this.onglets[rang] = null;
    if (page && !page.isClosed()) await tuerOnglet(page);
  }

  /** Which database the browser has for this device: another one means it lost the first. */
  async reconnaitre() {
    this.base = await this.faire(() => window.preuve.base());
  }

  /** The browser is killed, and its next life finds nothing of this device's database. */
  perdreBase() {
    const nom = `http_${this.hote}_${this.mandataire.port}.indexeddb`;
    this.ou = 'perdre la base';
    return this.navigateur.tuer(async (profil) => {
      for (const genre of ['leveldb', 'blob']) {
        const dossier = join(profil, 'Default', 'IndexedDB', `${nom}.${genre}`);
        await rm(dossier, { recursive: true, force: true, maxRetries: 5 });
      }
    });
  }

  /** The tab is closed as by a person; both when no rank is given. */
  async fermer(rang) {
    for (const un of rang === undefined ? [0, 1] : [rang]) {
      const page = this.onglets[un];
      this.onglets[un] = null;
      if (page && !page.isClosed()) await page.close().catch(() => undefined);
    }
  }

  /** What the device itself holds, new since the last schedule. */
  async bilan() {
    const { ops, resultats } = await this.faire(() => window.preuve.bilan());
    const { attente, blobs } = await this.faire(() => window.preuve.restes());
    const passages = await this.faire(() => window.preuve.crossed());
    const base = await this.faire(() => window.preuve.base());
    // From here on nothing can die: a balance asked for again must say the same.
    const neuves = ops.filter(({ op_id }) => !this.juges.has(op_id));
    for (const { op_id } of neuves) this.juges.add(op_id);
    for (const point of passages) this.passages.add(point);
    const vues = new Set(neuves.map(({ op_id }) => op_id));
    return {
      hote: this.hote,
      agent_id: this.agent.id,
      ops: neuves,
      resultats: resultats.filter(({ op_id }) => vues.has(op_id)),
      attente,
      blobs,
      base_perdue: base !== this.base,
    };
  }
}
