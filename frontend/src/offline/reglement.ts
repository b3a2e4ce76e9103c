import type { IDBPTransaction } from 'idb';
import type { Problem } from '@/lib/problem';
import { database, type EnAttente, type OpGardee, type Resultat, type Schema } from './db';
import { isKnownLost } from './photos-illisibles';
import { conflictIn, RANGS } from './remarque';
import type { Pret } from './schema';
import { dropCopies } from './secours';
import type { ResultatServeur, StatutResultat } from './types';

const DELAI_DIFFERE_MS = 60_000;
const DELAI_ISOLE_MS = 30_000;
const DELAI_MAX_MS = 3_600_000;
/** A photo that goes up and is still missing this often is shown to a person. */
const REPRISES_MUETTES = 3;

/** Statuses after which the server holds the photos and the device may let go of them. */
const PRISES: readonly string[] = ['applied', 'duplicate', 'applied_with_conflict'];

/** Stored by the server, judged by nobody yet: an admin settles it. */
export const isQuarantined = ({ status, problem }: Pick<Resultat, 'status' | 'problem'>): boolean =>
  status === 'deferred' && problem?.code === 'en_quarantaine';

type Magasins = ('attente' | 'resultats' | 'blobs')[];
type Ecrivain = IDBPTransaction<Schema, Magasins, 'readwrite'>;

/** Writes what the server said of each operation; an operation it did not name stays waiting. */
export async function settle(
  lot: readonly OpGardee[],
  resultats: readonly ResultatServeur[],
  now: number,
): Promise<number> {
  const parId = new Map(resultats.map((resultat) => [resultat.op_id, resultat]));
  const base = await database();
  const magasins: Magasins = ['attente', 'resultats', 'blobs'];
  const tx: Ecrivain = base.transaction(magasins, 'readwrite', { durability: 'strict' });
  const regles: OpGardee[] = [];
  for (const op of lot) {
    const resultat = parId.get(op.op_id);
    if (resultat && (await settleOne(tx, op, resultat, now))) regles.push(op);
  }
  await tx.done;
  await dropCopies(base, regles);
  return regles.length;
}

/** An answer lost on its way comes back as `duplicate`: what it disagreed with is still news. */
const statusOf = ({ status, resultat }: ResultatServeur): StatutResultat =>
  status === 'duplicate' && conflictIn(resultat) !== null ? 'applied_with_conflict' : status;

const toReview = (resultat: Resultat): Resultat => ({
  ...resultat,
  a_revoir: RANGS[resultat.status],
});

function resultatOf(op: OpGardee, recu: ResultatServeur, now: number): Resultat {
  const resultat: Resultat = {
    op_id: op.op_id,
    actor_id: op.actor_id,
    status: statusOf(recu),
    version: recu.version ?? null,
    problem: recu.problem ?? null,
    resultat: recu.resultat ?? null,
    recu_le: new Date(now).toISOString(),
    a_revoir: 0,
  };
  const attend = resultat.status === 'deferred' && !isQuarantined(resultat);
  return attend ? resultat : toReview(resultat);
}

/** A refusal or a remark somebody read and filed. */
const isFiled = (avant: Resultat | undefined): avant is Resultat =>
  avant?.a_revoir === 0 && RANGS[avant.status] > 0 && avant.status !== 'deferred';

/** The very answer that was filed, told again: it does not come back to the list. */
const isKnown = (avant: Resultat | undefined, { status, resultat }: Resultat): boolean =>
  isFiled(avant) && avant.status === status && conflictIn(avant.resultat) === conflictIn(resultat);

async function settleOne(
  tx: Ecrivain,
  op: OpGardee,
  recu: ResultatServeur,
  now: number,
): Promise<boolean> {
  if (recu.status === 'deferred') {
    await keepWaiting(tx, op, recu, now);
    return false;
  }
  const resultats = tx.objectStore('resultats');
  const resultat = resultatOf(op, recu, now);
  const connu = isKnown(await resultats.get(op.op_id), resultat);
  await resultats.put(connu ? { ...resultat, a_revoir: 0 } : resultat);
  await tx.objectStore('attente').delete(op.op_id);
  await releasePhotos(tx, op, PRISES.includes(recu.status));
  return true;
}

/** Tried again later; a wait nobody has to look at leaves in its place what was filed. */
async function keepWaiting(
  tx: Ecrivain,
  op: OpGardee,
  recu: ResultatServeur,
  now: number,
): Promise<void> {
  const attente = tx.objectStore('attente');
  const resultats = tx.objectStore('resultats');
  const resultat = resultatOf(op, recu, now);
  const ligne = await attente.get(op.op_id);
  const sansPhoto = isKnownLost(recu, await resultats.get(op.op_id));
  const tenue = sansPhoto || isQuarantined(resultat);
  const pret: Pret = tenue ? 2 : await uploadAgain(tx, op, recu);
  const suivante = ligne && { ...later(ligne, now, DELAI_DIFFERE_MS), pret };
  if (suivante) await attente.put(suivante);
  if (sansPhoto) return;
  const insiste = pret === 0 && (suivante?.essais ?? 0) > REPRISES_MUETTES;
  const dit = insiste ? toReview(resultat) : resultat;
  if (dit.a_revoir > 0 || !isFiled(await resultats.get(op.op_id))) await resultats.put(dit);
}

/**
 * The server lacks bytes an answer on the way made us think it had: the photo is still here and
 * goes up again (0). Anything else only waits (1).
 */
async function uploadAgain(tx: Ecrivain, op: OpGardee, recu: ResultatServeur): Promise<0 | 1> {
  if (recu.problem?.code !== 'televersement_absent') return 1;
  const blobs = tx.objectStore('blobs');
  let gardees = 0;
  for (const sha256 of op.photos) {
    const garde = await blobs.get(sha256);
    if (!garde) continue;
    if (garde.televerse !== 0) await blobs.put({ ...garde, televerse: 0 });
    gardees += 1;
  }
  return gardees > 0 ? 0 : 1;
}

/**
 * The copy goes once the server says it has the photo, and not before. After a refusal it stays,
 * no longer counted as waiting, for whoever corrects and sends again.
 */
async function releasePhotos(tx: Ecrivain, op: OpGardee, prises: boolean): Promise<void> {
  const blobs = tx.objectStore('blobs');
  for (const sha256 of op.photos) {
    if (await isStillWanted(tx, sha256)) continue;
    const garde = await blobs.get(sha256);
    if (!garde) continue;
    if (prises) await blobs.delete(sha256);
    else await blobs.put({ ...garde, televerse: 2 });
  }
}

/** The same picture may serve another act that has not been answered. */
async function isStillWanted(tx: Ecrivain, sha256: string): Promise<boolean> {
  return (await tx.objectStore('attente').index('photo').getKey(sha256)) !== undefined;
}

function later(ligne: EnAttente, now: number, base: number): EnAttente {
  const essais = ligne.essais + 1;
  return { ...ligne, essais, pas_avant: now + Math.min(base * 2 ** (essais - 1), DELAI_MAX_MS) };
}

/** One operation the server fails on: set aside for a while, so that the others pass. */
export async function setAside(op_id: string, now: number): Promise<void> {
  const base = await database();
  const ligne = await base.get('attente', op_id);
  if (ligne) await base.put('attente', later(ligne, now, DELAI_ISOLE_MS));
}

/**
 * The server cannot even read this one operation (too big, malformed): it never stored it, so it
 * stays here, shown with the reason, and is tried again less and less often.
 */
export async function holdBack(op: OpGardee, problem: Problem, now: number): Promise<void> {
  const base = await database();
  const tx = base.transaction(['attente', 'resultats'], 'readwrite', { durability: 'strict' });
  const ligne = await tx.objectStore('attente').get(op.op_id);
  if (ligne) await tx.objectStore('attente').put(later(ligne, now, DELAI_DIFFERE_MS));
  const recu: ResultatServeur = { op_id: op.op_id, status: 'deferred', problem };
  await tx.objectStore('resultats').put(toReview(resultatOf(op, recu, now)));
  await tx.done;
}

/**
 * A revoked device: the server keeps what it sends in quarantine and answers nothing but that. The
 * acts are no longer "to send"; they need attention, and are asked about less and less often. One
 * it had already settled (told again after a restore) waits for nothing more here.
 */
export async function holdRevoked(
  lot: readonly OpGardee[],
  problem: Problem,
  now: number,
): Promise<void> {
  const base = await database();
  const tx = base.transaction(['attente', 'resultats'], 'readwrite', { durability: 'strict' });
  for (const op of lot) {
    const connu = await tx.objectStore('resultats').get(op.op_id);
    if (connu && connu.status !== 'deferred') {
      await tx.objectStore('attente').delete(op.op_id);
      continue;
    }
    const ligne = await tx.objectStore('attente').get(op.op_id);
    if (ligne) {
      const differee = later(ligne, now, DELAI_DIFFERE_MS);
      await tx.objectStore('attente').put({ ...differee, pret: 2 });
    }
    const recu: ResultatServeur = { op_id: op.op_id, status: 'deferred', problem };
    await tx.objectStore('resultats').put(toReview(resultatOf(op, recu, now)));
  }
  await tx.done;
}
