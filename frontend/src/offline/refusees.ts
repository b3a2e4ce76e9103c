import { database, type OpGardee } from './db';

export type { OpGardee } from './db';

/** An act the server refused and nobody has settled yet, as it was captured. */
export async function readRefused(op_id: string): Promise<OpGardee | undefined> {
  const base = await database();
  const resultat = await base.get('resultats', op_id);
  if (resultat?.status !== 'rejected' || resultat.a_revoir === 0) return undefined;
  return base.get('ops', op_id);
}
