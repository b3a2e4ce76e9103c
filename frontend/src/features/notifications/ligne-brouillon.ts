import type { Ligne, Reglage } from './queries-lignes';

/** A line's pace and cap as they are typed: seconds, whole numbers. */
export interface Rythme {
  min: string;
  max: string;
  plafond: string;
}

export const RYTHME_PAR_DEFAUT: Rythme = { min: '5', max: '10', plafond: '6700' };

const HEURES = 14;
const SECONDE_MS = 1000;
const ECART_MAX_MS = 600_000;
const PLAFOND_MAX = 100_000;

export const rythmeOf = (ligne: Ligne): Rythme => ({
  min: String(ligne.intervalle_min_ms / SECONDE_MS).replace('.', ','),
  max: String(ligne.intervalle_max_ms / SECONDE_MS).replace('.', ','),
  plafond: String(ligne.plafond_jour),
});

/** Milliseconds of "5", "7,5"; null for anything else. */
function parseSecondes(texte: string): number | null {
  const propre = texte.trim().replace(',', '.');
  if (!/^\d+(\.\d{1,3})?$/.test(propre)) return null;
  const ms = Math.round(Number(propre) * SECONDE_MS);
  return ms <= ECART_MAX_MS ? ms : null;
}

function parseEntier(texte: string): number | null {
  const propre = texte.replace(/\s/g, '');
  if (!/^\d{1,6}$/.test(propre)) return null;
  const nombre = Number(propre);
  return nombre <= PLAFOND_MAX ? nombre : null;
}

type Lu = Required<Pick<Reglage, 'intervalle_min_ms' | 'intervalle_max_ms' | 'plafond_jour'>>;

/** What the server takes, or which fields are wrong. */
export function readRythme(rythme: Rythme): { lu: Lu | null; faux: (keyof Rythme)[] } {
  const min = parseSecondes(rythme.min);
  const max = parseSecondes(rythme.max);
  const plafond = parseEntier(rythme.plafond);
  const faux: (keyof Rythme)[] = [];
  if (min === null) faux.push('min');
  if (max === null || (min !== null && max < min)) faux.push('max');
  if (plafond === null) faux.push('plafond');
  if (faux.length > 0 || min === null || max === null || plafond === null) {
    return { lu: null, faux };
  }
  return { lu: { intervalle_min_ms: min, intervalle_max_ms: max, plafond_jour: plafond }, faux };
}

/** Messages carried in a 14-hour day: the pace or the cap, whichever is lower. */
export function capacityOf(lu: Lu): number {
  const moyenne = Math.max(Math.floor((lu.intervalle_min_ms + lu.intervalle_max_ms) / 2), 1);
  return Math.min(lu.plafond_jour, Math.floor((HEURES * 3600 * SECONDE_MS) / moyenne));
}
