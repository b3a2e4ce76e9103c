/** Who has charge of whom: admins of their country's agents, head office of admins too. */
export function hasCharge(moi: string, fonction: string): boolean {
  if (moi === 'direction') return fonction === 'agent' || fonction === 'admin';
  return moi === 'admin' && fonction === 'agent';
}

export const fonctionsOuvertes = (moi: string): ('agent' | 'admin')[] =>
  (['agent', 'admin'] as const).filter((fonction) => hasCharge(moi, fonction));

/** Only what changed leaves: a replayed form must not undo somebody else's correction. */
export function changesOf<T extends object>(avant: T, apres: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(apres).filter(
      ([cle, valeur]) =>
        JSON.stringify(valeur) !== JSON.stringify((avant as Record<string, unknown>)[cle]),
    ),
  ) as Partial<T>;
}
