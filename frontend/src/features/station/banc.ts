import { useEffect, useState } from 'react';
import type { Argent } from '@/lib/format';
import { currentUser } from '@/lib/session';
import { database, type OpGardee, type Resultat } from '@/offline/db';
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

export function cartonOf(op: OpGardee, resultat: Resultat | undefined): CartonBanc {
  const payload = op.enveloppe.payload as unknown as Payload;
  const reponse = (resultat?.resultat ?? {}) as Reponse;
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
    capture_le: op.enveloppe.captured_at,
    etat: resultat ? ETATS[resultat.status] : 'attente',
    prix: reponse.prix ?? null,
    statut: reponse.statut ?? null,
    motif: resultat?.problem?.detail ?? '',
  };
}

const dayOf = (moment: string | Date, fuseau: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: fuseau }).format(new Date(moment));

/** This person's intake on this device, newest first, as far back as this morning. */
async function readCartons(acteur: string, aujourdhui: string, fuseau: string) {
  const base = await database();
  const tx = base.transaction(['ops', 'resultats']);
  const cartons: CartonBanc[] = [];
  let lus = 0;
  let curseur = await tx.objectStore('ops').openCursor(null, 'prev');
  while (curseur && lus < LUS_MAX) {
    const op = curseur.value;
    lus += 1;
    if (op.enveloppe.type === 'colis.enregistrer' && op.actor_id === acteur) {
      const ancien = dayOf(op.enveloppe.captured_at, fuseau) !== aujourdhui;
      if (ancien && cartons.length >= DERNIERS) break;
      cartons.push(cartonOf(op, await tx.objectStore('resultats').get(op.op_id)));
    }
    curseur = await curseur.continue();
  }
  return cartons;
}

export async function readBanc(acteur: string, fuseau: string, now: Date): Promise<Banc> {
  const aujourdhui = dayOf(now, fuseau);
  const cartons = await readCartons(acteur, aujourdhui, fuseau);
  const duJour = cartons.filter(
    ({ etat, capture_le }) => etat !== 'refuse' && dayOf(capture_le, fuseau) === aujourdhui,
  );
  return {
    derniers: cartons.slice(0, DERNIERS),
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

/** The bench's own memory: it survives a reload and a day without network. */
export function useBanc(fuseau: string): Banc {
  const [banc, setBanc] = useState(VIDE);
  useEffect(() => {
    let fini = false;
    const relire = (): void => {
      const acteur = currentUser();
      if (!acteur) return;
      readBanc(acteur.id, fuseau, new Date())
        .then((lu) => {
          if (!fini) setBanc(lu);
        })
        .catch(() => undefined);
    };
    relire();
    const arreter = onSignal(relire);
    return () => {
      fini = true;
      arreter();
    };
  }, [fuseau]);
  return banc;
}
