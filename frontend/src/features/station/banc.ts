import type { IDBPTransaction } from 'idb';
import { useEffect, useState } from 'react';
import type { Argent } from '@/lib/format';
import { useSession } from '@/lib/session';
import { database, type OpGardee, type Resultat, type Schema } from '@/offline/db';
import { onSignal } from '@/offline/signal';
import type { ClientChoisi } from './brouillon';

export type EtatBanc = 'attente' | 'enregistre' | 'remarque' | 'refuse';

/** A carton registered at this bench, whatever became of it since. */
export interface CartonBanc {
  op_id: string;
  id: string;
  code_suivi: string;
  client: ClientChoisi;
  poids_g: number;
  rang: number;
  total: number;
  mode: string;
  categorie: string;
  contenu: string;
  capture_le: string;
  etat: EtatBanc;
  prix: Argent | null;
  statut: string | null;
  motif: string;
}

export interface Journee {
  colis: number;
  poids_g: number;
  montant: Argent;
  attente: number;
}

export interface Banc {
  derniers: readonly CartonBanc[];
  jour: Journee;
}

const DERNIERS = 8;
/** More than one bench does in a day. */
const LUS_MAX = 800;
const VIDE: Banc = {
  derniers: [],
  jour: { colis: 0, poids_g: 0, montant: { montant: 0, devise: 'XOF' }, attente: 0 },
};

interface Payload {
  id: string;
  code_suivi: string;
  client: ClientChoisi;
  poids_g: number;
  rang: number;
  total: number;
  mode: string;
  categorie: string;
  contenu: string;
}

interface Reponse {
  prix?: Argent;
  statut?: string;
  conflit?: string;
}

const ETATS: Record<Resultat['status'], EtatBanc> = {
  applied: 'enregistre',
  duplicate: 'enregistre',
  applied_with_conflict: 'remarque',
  deferred: 'attente',
  rejected: 'refuse',
};

type Suite = Pick<CartonBanc, 'etat' | 'prix' | 'statut' | 'motif'>;

function answerOf(resultat: Resultat | undefined): Suite {
  const reponse = (resultat?.resultat ?? {}) as Reponse;
  return {
    etat: resultat ? ETATS[resultat.status] : 'attente',
    prix: reponse.prix ?? null,
    statut: reponse.statut ?? null,
    motif: resultat?.problem?.detail ?? '',
  };
}

export function cartonOf(op: OpGardee, resultat: Resultat | undefined): CartonBanc {
  const payload = op.enveloppe.payload as unknown as Payload;
  return {
    op_id: op.op_id,
    id: payload.id,
    code_suivi: payload.code_suivi,
    client: payload.client,
    poids_g: payload.poids_g,
    rang: payload.rang,
    total: payload.total,
    mode: payload.mode,
    categorie: payload.categorie,
    contenu: payload.contenu,
    capture_le: op.enveloppe.captured_at,
    ...answerOf(resultat),
  };
}

/** Making a formatter costs more than a thousand uses of it. */
const calendriers = new Map<string, Intl.DateTimeFormat>();

function dayOf(moment: string | Date, fuseau: string): string {
  let calendrier = calendriers.get(fuseau);
  if (!calendrier) {
    calendrier = new Intl.DateTimeFormat('sv-SE', { timeZone: fuseau });
    calendriers.set(fuseau, calendrier);
  }
  return calendrier.format(new Date(moment));
}

type Lecteur = IDBPTransaction<Schema, ('ops' | 'resultats')[], 'readonly'>;

const resultOf = (tx: Lecteur, op_id: string): Promise<Resultat | undefined> =>
  tx.objectStore('resultats').get(op_id);

/** What became of one that was waiting; an answered one stays as it is. */
async function followUp(tx: Lecteur, carton: CartonBanc): Promise<CartonBanc> {
  if (carton.etat !== 'attente') return carton;
  return { ...carton, ...answerOf(await resultOf(tx, carton.op_id)) };
}

/**
 * One person's intake on this device since this morning, newest first. What was read and answered
 * is not read again: the bench asks after every act, and a day is long.
 */
export class Cahier {
  #cartons: CartonBanc[] = [];

  constructor(
    private readonly acteur: string,
    private readonly fuseau: string,
  ) {}

  async read(now: Date): Promise<Banc> {
    const aujourdhui = dayOf(now, this.fuseau);
    const base = await database();
    const tx: Lecteur = base.transaction(['ops', 'resultats']);
    const suivis = await Promise.all(this.#cartons.map((carton) => followUp(tx, carton)));
    const cartons = new Map(suivis.map((carton) => [carton.op_id, carton]));
    for (const op of await this.#newest(tx, cartons, aujourdhui)) {
      cartons.set(op.op_id, cartonOf(op, await resultOf(tx, op.op_id)));
    }
    this.#cartons = [...cartons.values()].sort((a, b) => (a.op_id < b.op_id ? 1 : -1));
    return this.#sum(aujourdhui);
  }

  /**
   * What is not known yet, as far back as this morning. Two tabs may write in the other order than
   * their ids: a few known ones are passed over before it stops.
   */
  async #newest(
    tx: Lecteur,
    connus: ReadonlyMap<string, CartonBanc>,
    aujourdhui: string,
  ): Promise<OpGardee[]> {
    const neufs: OpGardee[] = [];
    let revus = 0;
    let curseur = await tx.objectStore('ops').openCursor(null, 'prev');
    for (let lus = 0; curseur && lus < LUS_MAX && revus < DERNIERS; lus += 1) {
      const op = curseur.value;
      const assez = connus.size + neufs.length >= DERNIERS;
      if (assez && this.#isOld(op, aujourdhui)) break;
      if (connus.has(op.op_id)) revus += 1;
      else if (this.#isMine(op)) neufs.push(op);
      curseur = await curseur.continue();
    }
    return neufs;
  }

  #isOld({ enveloppe }: OpGardee, aujourdhui: string): boolean {
    return dayOf(enveloppe.captured_at, this.fuseau) !== aujourdhui;
  }

  #isMine({ enveloppe, actor_id }: OpGardee): boolean {
    return enveloppe.type === 'colis.enregistrer' && actor_id === this.acteur;
  }

  #sum(aujourdhui: string): Banc {
    const duJour = this.#cartons.filter(
      ({ etat, capture_le }) => etat !== 'refuse' && dayOf(capture_le, this.fuseau) === aujourdhui,
    );
    return {
      derniers: this.#cartons.slice(0, DERNIERS),
      jour: {
        colis: duJour.length,
        poids_g: duJour.reduce((somme, { poids_g }) => somme + poids_g, 0),
        montant: {
          montant: duJour.reduce((somme, { prix }) => somme + (prix?.montant ?? 0), 0),
          devise: duJour.find(({ prix }) => prix)?.prix?.devise ?? 'XOF',
        },
        attente: duJour.filter(({ etat }) => etat === 'attente').length,
      },
    };
  }
}

/** One reading at a time, and at most one more after it, once the hands' own work is done. */
const REPOS_MS = 150;

function alone(lire: () => Promise<void>): { demander: () => void; arreter: () => void } {
  let minuterie: ReturnType<typeof setTimeout> | undefined;
  let enCours = false;
  let encore = false;
  const passer = async (): Promise<void> => {
    minuterie = undefined;
    enCours = true;
    encore = false;
    await lire().catch(() => undefined);
    enCours = false;
    if (encore) demander();
  };
  const demander = (): void => {
    encore = true;
    if (!enCours) minuterie ??= setTimeout(() => void passer(), REPOS_MS);
  };
  return { demander, arreter: () => clearTimeout(minuterie) };
}

/** The bench's own memory: it survives a reload and a day without network. */
export function useBanc(fuseau: string): Banc {
  const acteur = useSession((session) => session.utilisateur?.id);
  const [banc, setBanc] = useState(VIDE);
  useEffect(() => {
    if (acteur === undefined) return undefined;
    let cahier = new Cahier(acteur, fuseau);
    let fini = false;
    const { demander, arreter } = alone(async () => {
      const lu = await cahier.read(new Date());
      if (!fini) setBanc(lu);
    });
    demander();
    const sourd = onSignal((signal) => {
      // An answer taken back, a log brought in: nothing known holds any more.
      if (signal === 'revu' || signal === 'journal') cahier = new Cahier(acteur, fuseau);
      demander();
    });
    return () => {
      fini = true;
      arreter();
      sourd();
    };
  }, [acteur, fuseau]);
  return banc;
}
