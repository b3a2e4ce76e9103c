/**
 * A browser may keep a photo's row and lose the file behind it. Such a row is never written again:
 * the browser would read the file to do so, fail, and undo all that was written with it.
 */
import type { IDBPTransaction } from 'idb';
import {
  type BlobGarde,
  database,
  type EnAttente,
  type OpGardee,
  type Resultat,
  type Schema,
} from './db';
import { RANGS } from './remarque';
import { readCopy } from './secours';
import { sha256Hex } from './signature';
import type { ResultatServeur } from './types';

export const PHOTO_ILLISIBLE = 'photo_illisible';

/** One byte tells. */
export const isReadable = (blob: Blob): Promise<boolean> =>
  blob
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );

/** The second copy, when it is whole. */
export async function wholeCopy(sha256: string): Promise<Blob | null> {
  const copie = await readCopy(sha256);
  const octets = await copie?.arrayBuffer().catch(() => null);
  if (!copie || !octets || (await sha256Hex(octets)) !== sha256) return null;
  return new Blob([octets], { type: copie.type });
}

/** The photo with its second copy in the place of what cannot be read; null without one. */
export async function takeCopyBack({ sha256 }: BlobGarde): Promise<BlobGarde | null> {
  const blob = await wholeCopy(sha256);
  if (!blob) return null;
  const base = await database();
  const tx = base.transaction('blobs', 'readwrite', { durability: 'strict' });
  const connue = await tx.store.get(sha256);
  const reprise = connue ? { ...connue, blob } : null;
  if (reprise) await tx.store.put(reprise);
  await tx.done;
  return reprise;
}

type Ecrivain = IDBPTransaction<Schema, ('attente' | 'resultats')[], 'readwrite'>;

async function letOneGo(tx: Ecrivain, ligne: EnAttente, now: number): Promise<void> {
  const { op_id, actor_id } = ligne;
  await tx.objectStore('attente').put({ ...ligne, pret: 1 });
  await tx.objectStore('resultats').put({
    op_id,
    actor_id,
    status: 'deferred',
    version: null,
    problem: { title: PHOTO_ILLISIBLE, status: 0, detail: '', code: PHOTO_ILLISIBLE },
    resultat: null,
    recu_le: new Date(now).toISOString(),
    a_revoir: RANGS.deferred,
  });
}

/**
 * The act travels without its photo, and is shown: its number must reach the server, which keeps it
 * and says what it lacks (see reglement.ts). True when an act was waiting for the photo.
 */
export async function letGoWithout(sha256: string, now: number): Promise<boolean> {
  const base = await database();
  const magasins: ('attente' | 'resultats')[] = ['attente', 'resultats'];
  const tx: Ecrivain = base.transaction(magasins, 'readwrite', { durability: 'strict' });
  const lignes = await tx.objectStore('attente').index('photo').getAll(sha256);
  const retenues = lignes.filter(({ pret }) => pret === 0);
  for (const ligne of retenues) await letOneGo(tx, ligne, now);
  await tx.done;
  return retenues.length > 0;
}

/** The server keeps the act without its photo, and that it lacks it was said here already. */
export const isKnownLost = (
  { problem }: ResultatServeur,
  dit: Pick<Resultat, 'problem'> | undefined,
): boolean => problem?.code === 'televersement_absent' && dit?.problem?.code === PHOTO_ILLISIBLE;

/** Answers after which the row of a photo is written again: kept for a correction, or to go up again. */
const isRewritten = ({ status, problem }: ResultatServeur, { televerse }: BlobGarde): boolean =>
  status === 'rejected' || (problem?.code === 'televersement_absent' && televerse !== 0);

async function dropOne(sha256: string, resultat: ResultatServeur): Promise<void> {
  const base = await database();
  const garde = await base.get('blobs', sha256);
  if (!garde || !isRewritten(resultat, garde) || (await isReadable(garde.blob))) return;
  if (!(await takeCopyBack(garde))) await base.delete('blobs', sha256);
}

/** Before such an answer is written down: a photo nobody can see again must not undo the batch. */
export async function dropUnreadable(
  lot: readonly OpGardee[],
  resultats: readonly ResultatServeur[],
): Promise<void> {
  const photosDe = new Map(lot.map(({ op_id, photos }) => [op_id, photos]));
  for (const resultat of resultats) {
    for (const sha256 of photosDe.get(resultat.op_id) ?? []) await dropOne(sha256, resultat);
  }
}
