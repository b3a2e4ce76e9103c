import type { Resultat } from './db';

/** What an act that was kept disagrees with: the server's code, null when it did not say. */
export function remarkOf({ status, resultat }: Resultat): string | null {
  if (status !== 'applied_with_conflict') return null;
  const code = (resultat as { conflit?: unknown } | null)?.conflit;
  return typeof code === 'string' ? code : null;
}

/** By field, what was written there since this act's person read it, and which it replaced. */
export function replacedBy({ resultat }: Resultat): [string, unknown][] {
  const remplaces = (resultat as { remplaces?: Record<string, unknown> } | null)?.remplaces;
  return Object.entries(remplaces ?? {});
}
