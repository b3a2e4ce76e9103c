import { database, type Journal, type OpGardee } from './db';
import { cashOf } from './especes';
import type { Enveloppe } from './types';

/** Per type of act, how many a log holds and the cash they took, in minor units. */
export type Bilan = Readonly<Record<string, { nombre: number; especes: number }>>;

const RIEN = { nombre: 0, especes: 0 };

/** The same totals with these acts too. */
export function withActs(bilan: Bilan, actes: readonly Pick<Enveloppe, 'type' | 'payload'>[]) {
  const suite: Record<string, { nombre: number; especes: number }> = { ...bilan };
  for (const acte of actes) {
    const { nombre, especes } = suite[acte.type] ?? RIEN;
    const prises = cashOf(acte)?.montant ?? 0;
    suite[acte.type] = { nombre: nombre + 1, especes: especes + prises };
  }
  return suite as Bilan;
}

/** A long log is read by slices: hands go on between two of them. */
const PAR_TRANCHE = 200;

async function countLog({ device_id, seq }: Journal): Promise<Bilan> {
  const base = await database();
  let bilan: Bilan = {};
  let apres = 0;
  while (apres < seq) {
    const bornes = IDBKeyRange.bound([device_id, apres], [device_id, seq], true);
    const ops: OpGardee[] = await base.getAllFromIndex('ops', 'journal_seq', bornes, PAR_TRANCHE);
    const dernier = ops.at(-1);
    if (!dernier) break;
    bilan = withActs(
      bilan,
      ops.map(({ enveloppe }) => enveloppe),
    );
    apres = dernier.seq;
  }
  return bilan;
}

/** What a log holds in all; read once from it when it was begun before totals were kept. */
export async function totalsOf(journal: Journal): Promise<Bilan> {
  if (journal.bilan) return journal.bilan;
  const bilan = await countLog(journal);
  const tx = (await database()).transaction('journaux', 'readwrite', { durability: 'strict' });
  const garde = await tx.store.get(journal.actor_id);
  const meme = garde?.device_id === journal.device_id && garde.seq === journal.seq;
  if (meme) await tx.store.put({ ...garde, bilan });
  await tx.done;
  return bilan;
}
