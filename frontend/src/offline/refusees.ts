import { ApiError, type Problem } from '@/lib/problem';
import { database, type OpGardee } from './db';
import { announce } from './signal';

export type { OpGardee } from './db';

/** An act the server refused and nobody has settled yet, as it was captured. */
export async function readRefused(op_id: string): Promise<OpGardee | undefined> {
  const base = await database();
  const resultat = await base.get('resultats', op_id);
  if (resultat?.status !== 'rejected' || resultat.a_revoir === 0) return undefined;
  return base.get('ops', op_id);
}

/** Files a refused act: it leaves the repair list and will not be sent again. */
export async function fileAway(op_id: string): Promise<void> {
  const base = await database();
  const resultat = await base.get('resultats', op_id);
  if (resultat) await base.put('resultats', { ...resultat, a_revoir: 0 });
  announce('revu');
}

/** A captured act the server refused at once, in front of its form: the next try names it. */
export class SaisieRefuseeError extends ApiError {
  readonly op_id: string;

  constructor(problem: Problem, op_id: string) {
    super(problem, null);
    this.name = 'SaisieRefuseeError';
    this.op_id = op_id;
  }
}
