import { LONGUEUR_CODE, normalizeCode, parseCodeSuivi } from './code-suivi';

/** The server reads the end of a code from this many symbols on. */
export const FIN_MIN = 5;

/** What is meant by a whole code or by its end: none, one, or several to choose from. */
export function matchCode<T extends { code_suivi: string }>(
  items: readonly T[],
  saisie: string,
): T[] {
  const code = parseCodeSuivi(saisie);
  if (code) return items.filter((item) => item.code_suivi === code);
  const fin = normalizeCode(saisie);
  if (fin.length < FIN_MIN || fin.length >= LONGUEUR_CODE) return [];
  return items.filter((item) => item.code_suivi.endsWith(fin));
}
