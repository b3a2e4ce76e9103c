/** Plays one schedule: its steps under faults, then the healing, then what the device holds. */

import { Mort } from './appareil.mjs';
import { graineDe } from './hasard.mjs';
import { JOUR_MS } from './plans.mjs';

/** What has not left after so many passes of a well network, nor in that time, never will. */
const GUERISON_MS = 20_000;
const GUERISON_PASSES = 12;
/** Twenty minutes of the device's clock, in steps shorter than its waits. */
const DEVANT_MS = 15_000;
const DEVANT_PASSES = 60;
const DEVANT_SAUT_MS = 20_000;
const dormir = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Deroule {
  constructor({ plan, appareils, mandataire, navigateur, graine }) {
    Object.assign(this, { plan, appareils, mandataire, navigateur, graine });
    this.saisies = [];
    this.morts = [];
    this.gels = [];
    this.bloquees = [];
    this.fonds = [];
  }

  /** Where it stands, for a schedule that does not end. */
  ou() {
    const appareils = this.appareils.map(({ hote, ou }) => `${hote} ${ou}`).join(', ');
    return `${this.etape ?? 'avant'} (${appareils}) ${this.gels.join(' ; ')}`;
  }

  ordonner(ordre, appareil, reste = {}) {
    return this.mandataire.ordonner(ordre, { hote: appareil.hote, ...reste });
  }

  poser(appareil, reste) {
    const graine = graineDe(this.graine, this.plan.rang, appareil.hote);
    return this.ordonner('plan', appareil, { graine, taux: this.plan.taux, ...reste });
  }

  async preparer() {
    for (const appareil of this.appareils) {
      appareil.recus.clear();
      await this.poser(appareil, { taux: 0 });
      await this.vivant(() => appareil.regler(this.plan.horlogeMs));
      await this.vivant(() => appareil.connecter());
      await this.vivant(() => appareil.reconnaitre());
      await this.ordonner('comptes', appareil);
      await this.poser(appareil, {});
    }
    const armer = ({ hote, point }) => {
      const appareil = this.appareils.find((un) => un.hote === hote);
      if (appareil) this.enFond(this.mourir(appareil, point));
    };
    this.mandataire.on('mort', armer);
    this.desarmer = () => this.mandataire.off('mort', armer);
  }

  /** Goes on beside the steps; what it meets in a browser already dead concerns nobody. */
  enFond(promesse) {
    this.fonds.push(promesse.catch(() => undefined));
  }

  /** The armed point was crossed: that tab dies there, or now and then the whole browser. */
  async mourir(appareil, point) {
    this.morts.push(point);
    if (this.plan.rang % 6 === 5) await this.navigateur.tuer();
    else await appareil.tuer();
  }

  /** Again when the tab or the browser dies under it: somebody else's schedule may kill it. */
  async vivant(faire, essais = 10) {
    for (let essai = 1; ; essai += 1) {
      try {
        return await faire();
      } catch (erreur) {
        if (!(erreur instanceof Mort) || essai === essais) throw erreur;
        await dormir(20 * essai);
      }
    }
  }

  async jouer() {
    for (const etape of this.plan.etapes) {
      this.etape = etape.acte;
      try {
        await this[etape.acte](etape, this.appareils[etape.appareil]);
      } catch (erreur) {
        // Some steps hold the page themselves: another schedule's kill reaches them untranslated.
        const lue = (await this.appareils[etape.appareil]?.expliquer(erreur)) ?? erreur;
        if (!(lue instanceof Mort)) this.gels.push(`${etape.acte} : ${erreur.message}`);
      }
    }
    await Promise.allSettled(this.fonds);
  }

  async saisir({ rang, saisie, apres, sujet, onglet, appareil: numero }, appareil) {
    const fait = (un) => appareil.recus.get(un)?.etat === 'acquise';
    if (![...apres, sujet].every((un) => un === undefined || fait(un))) return;
    // Before: whoever finds nobody signed in does not write anything down.
    if (!(await this.vivant(() => appareil.connecter(2)))) return;
    const trace = { rang, appareil: numero, type: saisie.type, payload: saisie.payload };
    this.saisies.push(trace);
    try {
      await appareil.faire((demande) => window.preuve.saisir(demande), { rang, apres, ...saisie }, {
        rang: onglet,
      });
    } finally {
      const recu = appareil.recus.get(rang);
      Object.assign(trace, recu ?? { etat: 'inconnue' });
      if (recu?.etat === 'acquise') await this.apresSaisie(appareil, recu);
    }
  }

  async apresSaisie(appareil, { op_id }) {
    if (this.tete !== null) return;
    this.tete = op_id;
    await this.ordonner('empoisonner', appareil, { op_ids: [op_id] });
    await this.poser(appareil, { poison: [op_id] });
  }

  async envoyer(_etape, appareil) {
    await appareil.envoyer(true);
  }

  /** Minutes pass and the faults go on. */
  async insister({ fois }, appareil) {
    for (let essai = 0; essai < fois; essai += 1) {
      await this.vivant(() => appareil.connecter(2));
      await appareil.envoyer(true);
      await appareil.avancer(120_000);
    }
  }

  async attendre({ ms }) {
    await dormir(ms);
  }

  async armer({ point, moment, fois }, appareil) {
    await appareil.faire(([p, m, f]) => window.preuve.arm(p, m, f), [point, moment, fois]);
  }

  tuer({ ms }) {
    this.enFond(dormir(ms).then(() => this.navigateur.tuer()));
    this.morts.push('navigateur');
  }

  async couper(_etape, appareil) {
    await this.poser(appareil, { mort: true });
  }

  async perdre_base(_etape, appareil) {
    this.morts.push('base perdue');
    await appareil.perdreBase();
    await this.poser(appareil, {});
  }

  fermer({ ms }, appareil) {
    this.enFond(dormir(ms).then(() => appareil.fermer(0)));
    this.morts.push('fermeture');
  }

  async quota(_etape, appareil) {
    await appareil.quota(200_000);
  }

  /** The network is away until the first capture; the server will fail on that one for ever. */
  async empoisonner(_etape, appareil) {
    this.tete = null;
    await this.poser(appareil, { mort: true });
  }

  /** Behind a head the server cannot take, everything else must still go through. */
  async passer_devant(_etape, appareil) {
    if (!this.tete) return;
    await this.poser(appareil, { taux: 0, poison: [this.tete] });
    const fin = Date.now() + DEVANT_MS;
    for (let passe = 1; ; passe += 1) {
      await this.vivant(() => appareil.connecter());
      const derriere = await this.vivant(() => this.derriereLaTete(appareil));
      if (derriere.length === 0) return;
      if (passe >= DEVANT_PASSES && Date.now() > fin) {
        this.bloquees = derriere;
        return;
      }
      await this.vivant(() => appareil.avancer(DEVANT_SAUT_MS));
      await this.vivant(() => appareil.envoyer(false));
    }
  }

  async derriereLaTete(appareil) {
    const { ops } = await appareil.faire(() => window.preuve.bilan());
    const { attente } = await appareil.faire(() => window.preuve.restes());
    const enveloppes = new Map(ops.map((op) => [op.op_id, op]));
    const retenue = (op_id) =>
      op_id === this.tete || (enveloppes.get(op_id)?.depends_on ?? []).some(retenue);
    return attente.filter(({ op_id }) => !retenue(op_id));
  }

  /** Ten days without a network: the refresh cookie is gone when the device comes back. */
  async expirer(_etape, appareil) {
    const page = await appareil.onglet(0);
    await page.context().clearCookies({ domain: appareil.hote });
    await appareil.avancer(10 * JOUR_MS);
    await appareil.fermer(0);
  }

  async service_worker(_etape, appareil) {
    await appareil.faire(async () => {
      await navigator.serviceWorker.register('/sw.js');
      await navigator.serviceWorker.ready;
    });
  }

  /** A new version is taken while the queue is being pushed: the page reloads under it. */
  async mettre_a_jour(_etape, appareil) {
    await this.ordonner('version', appareil);
    await appareil.faire(async () => {
      const inscription = await navigator.serviceWorker.getRegistration('/');
      await inscription?.update();
      for (let essai = 0; essai < 100 && inscription && !inscription.waiting; essai += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      void window.preuve.envoyer(true).catch(() => undefined);
      inscription?.waiting?.postMessage({ type: 'SKIP_WAITING' });
    });
    const page = await appareil.onglet(0);
    this.morts.push('mise à jour');
    await page.reload().catch(() => undefined);
    await page.waitForFunction(() => document.title === 'prêt', null, { polling: 50 });
  }

  /** The network is well again: everything written down must leave, whatever happened to it. */
  async guerir() {
    const coinces = [];
    for (const appareil of this.appareils) {
      await this.ordonner('guerir', appareil);
      await appareil.fermer(1);
      const fin = Date.now() + GUERISON_MS;
      for (let passe = 1; ; passe += 1) {
        const restes = await this.vivant(() => this.pousser(appareil));
        if (restes.attente.length === 0 && restes.blobs === 0) break;
        if (passe >= GUERISON_PASSES && Date.now() > fin) {
          coinces.push({ hote: appareil.hote, ...restes });
          break;
        }
      }
    }
    return coinces;
  }

  async pousser(appareil) {
    await appareil.faire(() => window.preuve.disarm());
    if (this.plan.figure === 'quota') await appareil.quota(null);
    await appareil.connecter();
    await appareil.envoyer(true);
    const restes = await appareil.faire(() => window.preuve.restes());
    if (restes.attente.length > 0 || restes.blobs > 0) {
      // Hours pass: what was set aside or deferred is tried again.
      await appareil.avancer(2 * 3_600_000);
      await dormir(30);
    }
    return restes;
  }

  async derouler() {
    const debut = Date.now();
    await this.preparer();
    const prete = Date.now();
    try {
      await this.jouer();
      const jouee = Date.now();
      this.etape = 'guérir';
      const coinces = await this.guerir();
      await Promise.allSettled(this.fonds);
      const temps = [prete - debut, jouee - prete, Date.now() - jouee];
      const appareils = [];
      for (const appareil of this.appareils) {
        const bilan = await this.vivant(() => appareil.bilan());
        const compte = await this.ordonner('comptes', appareil);
        appareils.push({ ...bilan, compte });
      }
      return {
        rang: this.plan.rang,
        metier: this.plan.metier,
        figure: this.plan.figure,
        duree_ms: Date.now() - debut,
        temps,
        saisies: this.saisies.map(({ images: _i, ...reste }) => reste),
        appareils,
        coinces,
        bloquees: this.bloquees,
        gels: this.gels,
        morts: [
          ...this.morts,
          ...this.appareils.flatMap(({ muettes }) => Array(muettes).fill('page muette')),
        ],
      };
    } finally {
      this.desarmer();
    }
  }
}
