import type { Resultat } from './db';

/** What an act that was kept disagrees with: the server's code, null when it did not say. */
export function remarkOf({ status, resultat }: Resultat): string | null {
  if (status !== 'applied_with_conflict') return null;
  const code = (resultat as { conflit?: unknown } | null)?.conflit;
  return typeof code === 'string' ? code : null;
}

/** By field, what somebody else had written there and this act replaced. */
export function replacedBy({ resultat }: Resultat): [string, string][] {
  const remplaces = (resultat as { remplaces?: Record<string, unknown> } | null)?.remplaces;
  return Object.entries(remplaces ?? {}).map(([champ, valeur]) => [champ, String(valeur ?? '')]);
}
