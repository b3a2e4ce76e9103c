import { useSyncExternalStore } from 'react';
import { currentUser, useSession } from '@/lib/session';
import { type BlobGarde, database, type EnAttente, type OpGardee, type Resultat } from './db';
import { onSignal } from './signal';

/** What the indicator says: "tout est envoyé" only when all three are zero. */
export interface EtatFile {
  aEnvoyer: number;
  photos: number;
  aRevoir: number;
  /** Capture time of the oldest waiting act. */
  plusAncien: string | null;
}

const VIDE: EtatFile = { aEnvoyer: 0, photos: 0, aRevoir: 0, plusAncien: null };

export async function countQueue(acteur: string): Promise<EtatFile> {
  const base = await database();
  const bornes = IDBKeyRange.bound([acteur, 0], [acteur, Number.MAX_SAFE_INTEGER]);
  const tx = base.transaction(['attente', 'blobs', 'resultats']);
  const attente = tx.objectStore('attente').index('acteur_seq');
  const [aEnvoyer, premiere, montees, restantes, aRevoir] = await Promise.all([
    attente.count(bornes),
    attente.get(bornes),
    tx.objectStore('blobs').index('acteur_televerse').count([acteur, 1]),
    tx.objectStore('blobs').index('acteur_televerse').count([acteur, 0]),
    tx.objectStore('resultats').index('acteur_a_revoir').count([acteur, 1]),
  ]);
  const photos = montees + restantes;
  return { aEnvoyer, photos, aRevoir, plusAncien: premiere?.captured_at ?? null };
}

/** A value read from the device again whenever the outbox moves. */
function observe<T>(vide: T, lire: (acteur: string) => Promise<T>) {
  let valeur = vide;
  const abonnes = new Set<() => void>();
  let arreter: (() => void) | null = null;

  async function refresh(): Promise<void> {
    const acteur = currentUser();
    valeur = acteur ? await lire(acteur.id).catch(() => vide) : vide;
    for (const prevenir of abonnes) prevenir();
  }

  function start(): () => void {
    const relire = (): void => void refresh();
    relire();
    const sansSignal = onSignal(relire);
    const sansSession = useSession.subscribe(relire);
    return () => {
      sansSignal();
      sansSession();
    };
  }

  function subscribe(prevenir: () => void): () => void {
    abonnes.add(prevenir);
    arreter ??= start();
    return () => {
      abonnes.delete(prevenir);
      if (abonnes.size === 0) {
        arreter?.();
        arreter = null;
      }
    };
  }
  return () => useSyncExternalStore(subscribe, () => valeur);
}

export const useEtatFile = observe(VIDE, countQueue);

export interface OpAttente extends EnAttente {
  op: OpGardee;
}

async function pending(acteur: string): Promise<OpAttente[]> {
  const base = await database();
  const bornes = IDBKeyRange.bound([acteur, 0], [acteur, Number.MAX_SAFE_INTEGER]);
  const lignes = await base.getAllFromIndex('attente', 'acteur_seq', bornes, 500);
  const completes = await Promise.all(
    lignes.map(async (ligne) => ({ ligne, op: await base.get('ops', ligne.op_id) })),
  );
  return completes.flatMap(({ ligne, op }) => (op ? [{ ...ligne, op }] : []));
}

/** Acts of this person still waiting, oldest first (at most 500). */
export const useEnAttente = observe<OpAttente[]>([], pending);

export interface ARevoir {
  op: OpGardee;
  resultat: Resultat;
}

async function repairs(acteur: string): Promise<ARevoir[]> {
  const base = await database();
  const resultats = await base.getAllFromIndex('resultats', 'acteur_a_revoir', [acteur, 1], 200);
  const completes = await Promise.all(
    resultats.map(async (resultat) => ({ resultat, op: await base.get('ops', resultat.op_id) })),
  );
  return completes.flatMap(({ resultat, op }) => (op ? [{ op, resultat }] : []));
}

/** Refused or remarked acts someone has to look at. */
export const useARevoir = observe<ARevoir[]>([], repairs);

/** What the server answered to one act, once it has. */
export async function resultOf(op_id: string): Promise<Resultat | undefined> {
  return (await database()).get('resultats', op_id);
}

export async function photosOf(op_id: string): Promise<BlobGarde[]> {
  const base = await database();
  return (await base.getAll('blobs')).filter((garde) => garde.op_id === op_id);
}
