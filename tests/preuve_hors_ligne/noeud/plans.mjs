/**
 * Seeded schedules. One is a list of steps for one or two devices of one agency: captures, pushes,
 * and what happens to the device meanwhile. Even ranks are a reception bench in China, odd ranks a
 * depot in Mali; the figure turns so that twenty-four in a row show every one of them.
 */

import { graineDe, Hasard } from './hasard.mjs';
import * as saisies from './saisies.mjs';

/** In this order, so that the first few already meet every kind of accident. */
const FIGURES = [
  'quota', 'deux_appareils', 'tete', 'onglet_tue', 'deux_onglets', 'simple', 'onglet_tue',
  'horloge_avance', 'onglet_tue', 'navigateur_tue', 'session_expiree', 'tete', 'maj_service_worker',
  'onglet_tue', 'horloge_retard', 'deux_appareils', 'onglet_ferme', 'deux_onglets', 'base_perdue',
  'onglet_ferme', 'onglet_tue', 'quota', 'navigateur_tue', 'base_perdue',
];  // prettier-ignore

export const JOUR_MS = 86_400_000;

class Plan {
  constructor(graine, rang, points) {
    this.hasard = new Hasard(graineDe(graine, rang, 'plan'));
    this.rang = rang;
    this.marque = `preuve ${graine}-${rang}`;
    this.metier = rang % 2 === 0 ? 'station' : 'depot';
    this.figure = FIGURES[rang % FIGURES.length];
    this.taux = 0.55 + this.hasard.tirer() * 0.25;
    this.points = points;
    this.etapes = [];
    this.prochain = 0;
    const tour = Math.floor(rang / FIGURES.length) % 2 === 0 ? 1 : -1;
    const sens = { horloge_avance: 1, horloge_retard: -1 }[this.figure] ?? 0;
    this.horlogeMs = sens * tour * JOUR_MS;
    this.appareils = this.figure === 'deux_appareils' ? 2 : 1;
  }

  /**
   * One capture, in a tab of a device. `apres` are ranks of captures it depends on; `sujet` is the
   * one that made what it speaks of: nobody weighs a carton whose intake was not written down.
   */
  saisir(saisie, { appareil = 0, apres = [], sujet = apres[0], onglet = 0 } = {}) {
    const rang = this.prochain;
    this.prochain += 1;
    this.etapes.push({ acte: 'saisir', rang, saisie, appareil, apres, sujet, onglet });
    return rang;
  }

  /** Between two captures: the person waits, presses "send", or goes on at once. */
  souffler(appareil = 0) {
    const quoi = this.hasard.tirer();
    if (quoi < 0.35) this.etapes.push({ acte: 'envoyer', appareil });
    else if (quoi < 0.55) this.etapes.push({ acte: 'attendre', ms: this.hasard.entre(5, 120) });
  }

  acte(acte, reste = {}) {
    this.etapes.push({ acte, appareil: 0, ...reste });
  }
}

function station(plan, { decor, vol }) {
  const { hasard } = plan;
  const nombre = hasard.entre(2, 4);
  for (let n = 0; n < nombre; n += 1) {
    const onglet = plan.figure === 'deux_onglets' ? n % 2 : 0;
    const saisie = saisies.reception(decor, `${plan.marque}-${n}`, hasard);
    const { id, code_suivi } = saisie.payload;
    const mere = plan.saisir(saisie, { onglet });
    plan.souffler();
    plan.saisir(saisies.etiquette(id, code_suivi), { apres: [mere], onglet });
    if (hasard.vrai(0.4)) plan.saisir(saisies.pesee(id, hasard), { sujet: mere, onglet });
    plan.souffler();
    if (hasard.vrai(0.6)) {
      const charge = plan.saisir(saisies.chargement(vol.vol_id, code_suivi), { sujet: mere, onglet });
      if (hasard.vrai(0.2)) {
        plan.saisir(saisies.dechargement(vol.vol_id, id, code_suivi), { sujet: charge, onglet });
      }
    } else if (hasard.vrai(0.3) && saisie.images.length === 0) {
      plan.saisir(saisies.annulation(id), { sujet: mere, onglet });
    }
    plan.souffler();
  }
}

function depot(plan, { decor, vol, cartons, emplacements, caisse_id }) {
  const { hasard } = plan;
  const deux = plan.appareils === 2;
  if (caisse_id) plan.saisir(saisies.ouverture(caisse_id));
  /** Nobody places or hands over a carton whose scan was not written down. */
  const vus = [];
  const vusAilleurs = [];
  for (const [n, carton] of cartons.entries()) {
    const onglet = plan.figure === 'deux_onglets' ? n % 2 : 0;
    const images = hasard.vrai(0.25) ? [saisies.image(decor.jpeg, 300)] : undefined;
    vus.push(plan.saisir(saisies.pointage(vol.vol_id, carton, images), { onglet }));
    if (deux) vusAilleurs.push(plan.saisir(saisies.pointage(vol.vol_id, carton), { appareil: 1 }));
    plan.souffler(deux ? hasard.entre(0, 1) : 0);
  }
  for (const [n, carton] of cartons.entries()) {
    if (hasard.vrai(0.6)) {
      plan.saisir(saisies.rangement(carton, hasard.un(emplacements)), { sujet: vus[n] });
    }
    plan.souffler();
  }
  const [premier, second] = cartons;
  plan.saisir(saisies.encaissement(premier, hasard.entre(1, 60) * 500));
  plan.souffler();
  const images = hasard.vrai(0.5) ? [saisies.image(decor.jpeg, 500)] : undefined;
  plan.saisir(saisies.remise(decor, premier, { images }), { sujet: vus[0] });
  if (deux) {
    plan.saisir(saisies.encaissement(premier, 30_000), { appareil: 1 });
    plan.saisir(saisies.remise(decor, premier), { appareil: 1, sujet: vusAilleurs[0] });
  }
  plan.souffler();
  plan.saisir(saisies.remise(decor, second, { montant: second.du }), { sujet: vus[1] });
}

/** An accident at a drawn place of the schedule. */
const ACCIDENTS = {
  onglet_tue(plan, { graine }) {
    // Every point in turn over a long run, at a drawn crossing.
    const point = plan.points[(plan.rang * 7 + graine) % plan.points.length];
    const moment = plan.hasard.un(['avant', 'apres']);
    insert(plan, { acte: 'armer', point, moment, fois: plan.hasard.entre(1, 4), appareil: 0 });
  },
  navigateur_tue(plan) {
    insert(plan, { acte: 'tuer', ms: plan.hasard.entre(0, 60), appareil: 0 });
  },
  base_perdue(plan) {
    plan.etapes.unshift({ acte: 'couper', appareil: 0 });
    insert(plan, { acte: 'perdre_base', appareil: 0 }, 3);
  },
  onglet_ferme(plan) {
    insert(plan, { acte: 'fermer', ms: plan.hasard.entre(0, 60), appareil: 0 });
    if (plan.hasard.vrai(0.5)) insert(plan, { acte: 'fermer', ms: 0, appareil: 0 });
  },
  quota(plan, { matiere }) {
    const milieu = Math.floor(plan.etapes.length / 2);
    const images = [saisies.image(matiere.decor.jpeg, 3_000_000)];
    const saisie =
      plan.metier === 'station'
        ? { ...saisies.reception(matiere.decor, `${plan.marque}-pleine`, plan.hasard), images }
        : saisies.pointage(matiere.vol.vol_id, matiere.cartons[0], images);
    const grosse = { acte: 'saisir', rang: plan.prochain, saisie, appareil: 0, apres: [], onglet: 0 };
    plan.prochain += 1;
    plan.etapes.splice(milieu, 0, { acte: 'quota', appareil: 0 }, grosse);
  },
  tete(plan) {
    plan.etapes.unshift({ acte: 'empoisonner', appareil: 0 });
    plan.acte('passer_devant');
  },
  session_expiree(plan) {
    insert(plan, { acte: 'expirer', appareil: 0 });
  },
  maj_service_worker(plan) {
    plan.etapes.unshift({ acte: 'service_worker', appareil: 0 });
    insert(plan, { acte: 'mettre_a_jour', appareil: 0 });
  },
};

function insert(plan, etape, auPlusTot = 1) {
  const fin = Math.max(auPlusTot, plan.etapes.length - 2);
  plan.etapes.splice(plan.hasard.entre(auPlusTot, fin), 0, etape);
}

/** Schedule `rang` of `graine`, on what the scenery gives it. */
export function dessiner({ graine, rang, points, matiere }) {
  const plan = new Plan(graine, rang, points);
  if (plan.metier === 'station') station(plan, matiere);
  else depot(plan, matiere);
  plan.acte('insister', { fois: plan.hasard.entre(2, 5) });
  if (plan.appareils === 2) plan.acte('insister', { fois: plan.hasard.entre(1, 3), appareil: 1 });
  ACCIDENTS[plan.figure]?.(plan, { graine, matiere });
  return plan;
}
