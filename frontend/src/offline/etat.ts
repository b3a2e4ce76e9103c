import { useSyncExternalStore } from 'react';
import { currentUser, useSession } from '@/lib/session';
import { type BlobGarde, database, type EnAttente, type OpGardee, type Resultat } from './db';
import type { Pret } from './schema';
import { onSignal } from './signal';

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

/** Every waiting act of one person, whatever keeps it. */
const tout = (acteur: string): IDBKeyRange =>
  IDBKeyRange.bound([acteur, 0], [acteur, Number.MAX_SAFE_INTEGER]);

const enFile = (acteur: string, pret: Pret): IDBKeyRange =>
  IDBKeyRange.bound([acteur, pret, '', 0], [acteur, pret, '\uffff', Number.MAX_SAFE_INTEGER]);

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
      tx.objectStore('resultats').index('acteur_a_revoir').count([acteur, 1]),
    ]);
  const enQuarantaine = tenues.reduce((total, { photos }) => total + photos.length, 0);
  return {
    aEnvoyer: bloquees + pretes,
    photos: Math.max(0, montees + restantes - enQuarantaine),
    aRevoir,
    plusAncien: older(premiere?.captured_at, seconde?.captured_at),
  };
}

/** A value read from the device again whenever the outbox moves. */
function observe<T>(vide: T, lire: (acteur: string) => Promise<T>) {
  let valeur = vide;
  const abonnes = new Set<() => void>();
  let arreter: (() => void) | null = null;

  /** One reading at a time: a drain of thousands announces itself far faster than it is read. */
  let enCours = false;
  let encore = false;

  async function refresh(): Promise<void> {
    encore = true;
    if (enCours) return;
    enCours = true;
    while (encore) {
      encore = false;
      const acteur = currentUser();
      valeur = acteur ? await lire(acteur.id).catch(() => vide) : vide;
      for (const prevenir of abonnes) prevenir();
    }
    enCours = false;
  }

  function start(): () => void {
    const relire = (): void => void refresh();
    // What an earlier screen saw may be another person's, or an hour old.
    valeur = vide;
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

export const useEtatFile = observe(INCONNU, countQueue);

export interface OpAttente extends EnAttente {
  op: OpGardee;
}

async function pending(acteur: string): Promise<OpAttente[]> {
  const base = await database();
  const lignes = await base.getAllFromIndex('attente', 'acteur_seq', tout(acteur), 500);
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

/** Acts refused, remarked or in quarantine: someone has to look at them. */
export const useARevoir = observe<ARevoir[]>([], repairs);

/** What the server answered to one act, once it has. */
export async function resultOf(op_id: string): Promise<Resultat | undefined> {
  return (await database()).get('resultats', op_id);
}

export async function photosOf(op_id: string): Promise<BlobGarde[]> {
  const base = await database();
  return (await base.getAll('blobs')).filter((garde) => garde.op_id === op_id);
}
