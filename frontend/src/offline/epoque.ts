import type { IDBPTransaction } from 'idb';
import { database, type EnAttente, type Journal, type OpGardee, type Schema } from './db';
import { pendingOf } from './en-attente';
import { cashOf } from './especes';
import { subjectsOf } from './sujets';

/** Backups are daily: what is older was in one of them. */
const JOURS = 30;

const pendingAgain = (op: OpGardee): EnAttente =>
  pendingOf(op, {
    pret: 1,
    sujets: subjectsOf(op.enveloppe.type, op.enveloppe.payload),
    especes: cashOf(op.enveloppe),
  });

type Ecrivain = IDBPTransaction<Schema, ('ops' | 'attente' | 'meta')[], 'readwrite'>;

/** Everything recent of one log that no longer waits, waiting again. */
async function requeue(tx: Ecrivain, { device_id, seq }: Journal, now: number): Promise<number> {
  const bornes = IDBKeyRange.bound([device_id, 0], [device_id, seq]);
  const depuis = new Date(now - JOURS * 86_400_000).toISOString();
  const ops = await tx.objectStore('ops').index('journal_seq').getAll(bornes);
  let reprises = 0;
  for (const op of ops.filter(({ enveloppe }) => enveloppe.captured_at >= depuis)) {
    if ((await tx.objectStore('attente').getKey(op.op_id)) !== undefined) continue;
    await tx.objectStore('attente').put(pendingAgain(op));
    reprises += 1;
  }
  return reprises;
}

/**
 * The server came back from a backup (its epoch grew): what it acknowledged since may be gone from
 * it, and is still in the log. Everything recent is told again under the same ids; what it has
 * answers `duplicate`. Returns how many acts are to be sent again.
 */
export async function resendSince(
  acteur: string,
  epoque: number | undefined,
  now: number,
): Promise<number> {
  if (epoque === undefined) return 0;
  const base = await database();
  const cle = `epoque:${acteur}`;
  const connue = (await base.get('meta', cle)) as number | undefined;
  if (connue === epoque) return 0;
  const journal = await base.get('journaux', acteur);
  const magasins: ('ops' | 'attente' | 'meta')[] = ['ops', 'attente', 'meta'];
  const tx = base.transaction(magasins, 'readwrite', { durability: 'strict' });
  const revenu = connue !== undefined && epoque > connue;
  const reprises = revenu && journal ? await requeue(tx, journal, now) : 0;
  await tx.objectStore('meta').put(epoque, cle);
  await tx.done;
  return reprises;
}
