import { type Base, database, type OpGardee } from './db';
import type { Saisie } from './saisie';
import { parentsOf } from './sujets';

/**
 * What an act waits for: what it was given, and what this person wrote of the same cartons and the
 * server lacks.
 */
export async function waitsFor(
  acteur: string,
  { type, depends_on = [], remplace }: Saisie,
  sujets: readonly string[],
): Promise<string[]> {
  const types: readonly string[] = parentsOf(type);
  if (types.length === 0) return [...depends_on];
  const base = await database();
  const [avant, ...lues] = await Promise.all([
    placeOf(base, remplace),
    ...sujets.map((sujet) => base.getAllFromIndex('attente', 'sujet', sujet)),
  ]);
  const parents = lues
    .flat()
    .filter((une) => une.actor_id === acteur && types.includes(une.type) && une.seq < avant)
    .map(({ op_id }) => op_id);
  return [...new Set([...depends_on, ...parents])];
}

/**
 * Where the act stands among those of its log: a correction takes the place of the first act it
 * corrects, and waits for nothing that was captured after it.
 */
async function placeOf(base: Base, remplace: string | undefined): Promise<number> {
  let place = Number.POSITIVE_INFINITY;
  for (let de = remplace; de !== undefined; ) {
    const op: OpGardee | undefined = await base.get('ops', de);
    place = op?.seq ?? place;
    de = op?.enveloppe.remplace;
  }
  return place;
}
