import { normalizeCode, parseCodeSuivi } from '@/lib/code-suivi';
import { FIN_MIN, matchCode } from '@/lib/fin-de-code';
import type { EtatPointage, LignePointage } from './queries';

/** What the expected list says of a scan, at once and without a network; the server judges after. */
export type Jugement =
  | { genre: 'attendu'; ligne: LignePointage }
  | { genre: 'deja'; code: string; ligne: LignePointage | null }
  | { genre: 'ambigu'; lignes: readonly LignePointage[] }
  | { genre: 'absent'; code: string }
  | { genre: 'court' };

/** Not seen yet: expected, or closed as missing and perhaps found now. */
export const isToFind = ({ resultat }: LignePointage): boolean =>
  resultat === 'attendu' || resultat === 'manquant';

/** One name per carton however it was read, so that a second reading is recognised. */
export const nameOf = (saisie: string): string => parseCodeSuivi(saisie) ?? saisie.trim();

function judgeUnlisted(faits: ReadonlySet<string>, saisie: string): Jugement {
  const code = nameOf(saisie);
  if (faits.has(code)) return { genre: 'deja', code, ligne: null };
  return normalizeCode(saisie).length < FIN_MIN ? { genre: 'court' } : { genre: 'absent', code };
}

/**
 * `faits` holds the codes this device has scanned and the list may not show yet. The end of a code
 * that fits several cartons means the only one still to find, if there is just one.
 */
export function judge(
  liste: readonly LignePointage[],
  faits: ReadonlySet<string>,
  saisie: string,
): Jugement {
  const lignes = matchCode(liste, saisie);
  const restantes = lignes.filter((l) => isToFind(l) && !faits.has(l.code_suivi));
  const candidates = restantes.length > 0 ? restantes : lignes;
  const [seule] = candidates;
  if (!seule) return judgeUnlisted(faits, saisie);
  if (candidates.length > 1) return { genre: 'ambigu', lignes: candidates };
  return restantes.length > 0
    ? { genre: 'attendu', ligne: seule }
    : { genre: 'deja', code: seule.code_suivi, ligne: seule };
}

export interface Progression {
  attendus: number;
  pointes: number;
  manquants: number;
  surplus: number;
  endommages: number;
}

/** The server's numbers, with the expected cartons scanned here that it has not counted yet. */
export function progressOf(etat: EtatPointage, faits: ReadonlySet<string>): Progression {
  const enPlus = etat.liste.filter(
    (ligne) => !ligne.surplus && isToFind(ligne) && faits.has(ligne.code_suivi),
  ).length;
  const { attendus, pointes, surplus, endommages } = etat;
  return {
    attendus,
    pointes: pointes + enPlus,
    manquants: Math.max(attendus - pointes - enPlus, 0),
    surplus,
    endommages,
  };
}
