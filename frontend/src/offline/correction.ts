import { ApiError, type Problem } from '@/lib/problem';
import { database } from './db';
import { announce } from './signal';

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
