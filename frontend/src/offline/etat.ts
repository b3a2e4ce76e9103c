import { useMemo, useState, useSyncExternalStore } from 'react';
import { type Base, database, type EnAttente, type OpGardee, type Resultat } from './db';
import { ARGENT } from './especes';
import { follow, observe } from './observe';
import { RANGS } from './remarque';
import type { Pret } from './schema';

/** What the indicator says: "tout est envoyé" only when all three are zero. */
export interface EtatFile {
  aEnvoyer: number;
  photos: number;
  aRevoir: number;
  /** Capture time of the oldest waiting act. */
  plusAncien: string | null;
}

const INCONNU: EtatFile = { aEnvoyer: 0, photos: 0, aRevoir: 0, plusAncien: null };

/** Before the device has been read, or when it cannot be: nothing may be called sent. */
export const isKnown = (file: EtatFile): boolean => file !== INCONNU;

const enFile = (acteur: string, pret: Pret): IDBKeyRange =>
  IDBKeyRange.bound([acteur, pret, '', 0], [acteur, pret, '\uffff', Number.MAX_SAFE_INTEGER]);

const aVoir = (acteur: string): IDBKeyRange =>
  IDBKeyRange.bound([acteur, RANGS.rejected], [acteur, RANGS.deferred]);

const older = (a: string | undefined, b: string | undefined): string | null =>
  [a, b].filter((le) => le !== undefined).sort()[0] ?? null;

/**
 * What the server holds in quarantine is not "to send": it is stored there and waits for an admin,
 * among what needs attention.
 */
export async function countQueue(acteur: string): Promise<EtatFile> {
  const base = await database();
  const tx = base.transaction(['attente', 'blobs', 'resultats']);
  const file = tx.objectStore('attente').index('file');
  const blobs = tx.objectStore('blobs').index('acteur_televerse');
  const [bloquees, pretes, tenues, premiere, seconde, montees, restantes, aRevoir] =
    await Promise.all([
      file.count(enFile(acteur, 0)),
      file.count(enFile(acteur, 1)),
      file.getAll(enFile(acteur, 2)),
      file.get(enFile(acteur, 0)),
      file.get(enFile(acteur, 1)),
      blobs.count([acteur, 1]),
      blobs.count([acteur, 0]),
      tx.objectStore('resultats').index('acteur_a_revoir').count(aVoir(acteur)),
    ]);
  const enQuarantaine = tenues.reduce((total, { photos }) => total + photos.length, 0);
  return {
    aEnvoyer: bloquees + pretes,
    photos: Math.max(0, montees + restantes - enQuarantaine),
    aRevoir,
    plusAncien: older(premiere?.captured_at, seconde?.captured_at),
  };
}

export const useEtatFile = observe(INCONNU, countQueue);

export interface OpAttente extends EnAttente {
  op: OpGardee;
}

const unmoved = (avant: OpAttente, apres: EnAttente): boolean =>
  avant.essais === apres.essais && avant.pret === apres.pret && avant.pas_avant === apres.pas_avant;

type Lignes = (base: Base, acteur: string) => Promise<EnAttente[]>;

/**
 * Reads rows with their acts. What has not moved since the last reading is the same object, read
 * and drawn once: a drain only pays for what came up.
 */
function withActs(lignesOf: Lignes): (acteur: string) => Promise<OpAttente[]> {
  let connues = new Map<string, OpAttente>();
  return async (acteur) => {
    const base = await database();
    const lignes = await lignesOf(base, acteur);
    const ops = base.transaction('ops').store;
    const lues = await Promise.all(
      lignes.map(async (ligne): Promise<OpAttente | null> => {
        const connue = connues.get(ligne.op_id);
        if (connue && unmoved(connue, ligne)) return connue;
        const op = connue?.op ?? (await ops.get(ligne.op_id));
        return op ? { ...ligne, op } : null;
      }),
    );
    const completes = lues.filter((une) => une !== null);
    connues = new Map(completes.map((une) => [une.op_id, une]));
    return completes;
  };
}

/** As written down: a log begun later has a later id. */
const byJournal = (a: EnAttente, b: EnAttente): number =>
  a.device_id === b.device_id ? a.seq - b.seq : a.device_id < b.device_id ? -1 : 1;

/**
 * Every opening, payment and hand-over of this person still waiting, in order: one left out would
 * be offered again. By type: thousands of intakes in the queue cost them nothing.
 */
export const useArgentEnAttente = observe<OpAttente[]>(
  [],
  withActs(async (base, acteur) => {
    const lues = await Promise.all(
      ARGENT.map((type) => base.getAllFromIndex('attente', 'acteur_type', [acteur, type])),
    );
    return lues.flat().sort(byJournal);
  }),
);

const about =
  (entity_id: string): Lignes =>
  async (base, acteur) => {
    const lues = await base.getAllFromIndex('attente', 'entite', entity_id);
    return lues.filter(({ actor_id }) => actor_id === acteur).sort(byJournal);
  };

/** Every act of this person about one carton, flight or client still waiting, in order. */
export function useAttenteDe(entity_id: string): readonly OpAttente[] {
  const { subscribe, read } = useMemo(
    () => follow<OpAttente[]>([], withActs(about(entity_id))),
    [entity_id],
  );
  return useSyncExternalStore(subscribe, read);
}

/** A screen draws no more: thousands of rows drawn at each answer would freeze it. */
export const LIGNES_MAX = 50;

const byCapture = (a: EnAttente, b: EnAttente): number =>
  a.captured_at.localeCompare(b.captured_at) || a.seq - b.seq;

/** The first to leave, oldest first; what the server holds for an admin is not among them. */
export const usePremiers = observe<OpAttente[]>(
  [],
  withActs(async (base, acteur) => {
    const deux = await Promise.all(
      ([0, 1] as const).map((pret) =>
        base.getAllFromIndex('attente', 'file', enFile(acteur, pret), LIGNES_MAX),
      ),
    );
    return deux.flat().sort(byCapture).slice(0, LIGNES_MAX);
  }),
);

export interface ARevoir {
  op: OpGardee;
  resultat: Resultat;
}

let revues = new Map<string, ARevoir>();

const byRank = (a: ARevoir, b: ARevoir): number =>
  RANGS[a.resultat.status] - RANGS[b.resultat.status];

async function repairs(acteur: string, maximum: number): Promise<ARevoir[]> {
  const base = await database();
  const tx = base.transaction(['resultats', 'ops']);
  const resultats = await tx
    .objectStore('resultats')
    .index('acteur_a_revoir')
    .getAll(aVoir(acteur), maximum);
  const lues = await Promise.all(
    resultats.map(async (resultat): Promise<ARevoir | null> => {
      const connue = revues.get(resultat.op_id);
      if (connue?.resultat.recu_le === resultat.recu_le) return connue;
      const op = connue?.op ?? (await tx.objectStore('ops').get(resultat.op_id));
      return op ? { op, resultat } : null;
    }),
  );
  const completes = lues.filter((une) => une !== null);
  revues = new Map(completes.map((une) => [une.op.op_id, une]));
  // Answers kept before they were ranked are all at the first rank.
  return completes.sort(byRank);
}

function reviewList() {
  let maximum = LIGNES_MAX;
  const releve = follow<ARevoir[]>([], (acteur) => repairs(acteur, maximum));
  const more = (): void => {
    maximum += LIGNES_MAX;
    void releve.refresh();
  };
  return { ...releve, more };
}

/** What someone has to look at: refusals, then remarks, then what waits; `more` reads further. */
export function useARevoir(): { lignes: readonly ARevoir[]; more: () => void } {
  const [{ subscribe, read, more }] = useState(reviewList);
  return { lignes: useSyncExternalStore(subscribe, read), more };
}

/** What the server answered to one act, once it has. */
export async function resultOf(op_id: string): Promise<Resultat | undefined> {
  return (await database()).get('resultats', op_id);
}
