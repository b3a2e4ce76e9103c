import type { IDBPTransaction } from 'idb';
import { database, type EnAttente, type OpGardee, type Schema } from './db';
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

/** Everything this person did lately under one log that no longer waits, waiting again. */
async function requeueLog(
  tx: Ecrivain,
  acteur: string,
  device: string,
  depuis: string,
): Promise<number> {
  const bornes = IDBKeyRange.bound([device, 0], [device, Number.MAX_SAFE_INTEGER]);
  const ops = await tx.objectStore('ops').index('journal_seq').getAll(bornes);
  const attente = tx.objectStore('attente');
  let reprises = 0;
  for (const op of ops) {
    if (op.actor_id !== acteur || op.enveloppe.captured_at < depuis) continue;
    if ((await attente.getKey(op.op_id)) !== undefined) continue;
    await attente.put(pendingAgain(op));
    reprises += 1;
  }
  return reprises;
}

/** A person who changed country or was enrolled again wrote in several logs: none is left out. */
async function requeue(tx: Ecrivain, acteur: string, now: number): Promise<number> {
  const depuis = new Date(now - JOURS * 86_400_000).toISOString();
  let reprises = 0;
  let curseur = await tx.objectStore('ops').index('journal_seq').openKeyCursor();
  while (curseur) {
    const [device] = curseur.key;
    reprises += await requeueLog(tx, acteur, device, depuis);
    // Straight to the next log: one of thousands of acts is one step.
    curseur = await curseur.continue([device, Number.POSITIVE_INFINITY]);
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
  if ((await base.get('meta', cle)) === epoque) return 0;
  const magasins: ('ops' | 'attente' | 'meta')[] = ['ops', 'attente', 'meta'];
  const tx = base.transaction(magasins, 'readwrite', { durability: 'strict' });
  const connue = (await tx.objectStore('meta').get(cle)) as number | undefined;
  const revenu = connue !== undefined && epoque > connue;
  const reprises = revenu ? await requeue(tx, acteur, now) : 0;
  await tx.objectStore('meta').put(epoque, cle);
  await tx.done;
  return reprises;
}
