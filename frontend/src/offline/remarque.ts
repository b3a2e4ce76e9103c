import type { Rang, Resultat } from './schema';
import type { StatutResultat } from './types';

/** The order in which a person looks at the answers: what waits has no act of theirs. */
export const RANGS: Readonly<Record<StatutResultat, Rang>> = {
  applied: 0,
  duplicate: 0,
  rejected: 1,
  applied_with_conflict: 2,
  deferred: 3,
};

/** The server's code for what an act disagrees with, in what its service answered. */
export function conflictIn(resultat: unknown): string | null {
  const code = (resultat as { conflit?: unknown } | null | undefined)?.conflit;
  return typeof code === 'string' && code !== '' ? code : null;
}

/** What an act that was kept disagrees with: the server's code, null when it did not say. */
export const remarkOf = ({ status, resultat }: Resultat): string | null =>
  status === 'applied_with_conflict' ? conflictIn(resultat) : null;

/** By field, what was written there since this act's person read it, and which it replaced. */
export function replacedBy({ resultat }: Resultat): [string, unknown][] {
  const remplaces = (resultat as { remplaces?: Record<string, unknown> } | null)?.remplaces;
  return Object.entries(remplaces ?? {});
}
