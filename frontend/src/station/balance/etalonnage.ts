/** What to look at when a known weight is not read as itself. */
export type Conseil = 'protocole' | 'unite' | 'etalonner';

export interface Etalonnage {
  ok: boolean;
  ecart_g: number;
  conseil: Conseil | null;
}

/** Half a percent, and never less than 20 g: a warehouse scale's own step. */
const toleranceOf = (connu_g: number): number => Math.max(20, Math.round(connu_g * 0.005));

/** Grams shown as kilograms, pounds as kilograms and the like. */
const FACTEURS_UNITE = [1_000, 453.59237, 28.349523125, 2] as const;

const near = (a: number, b: number): boolean => Math.abs(a - b) <= b * 0.01;

const wrongUnit = (lu: number, connu: number): boolean =>
  FACTEURS_UNITE.some((facteur) => near(lu * facteur, connu) || near(lu / facteur, connu)) ||
  near(lu * 0.45359237, connu) ||
  near(lu / 0.45359237, connu);

function adviceOf(lu: number, connu: number): Conseil {
  if (lu > 0 && wrongUnit(lu, connu)) return 'unite';
  // A figure read backwards or cut has nothing to do with what lies on the plate.
  return lu <= 0 || Math.abs(lu - connu) > connu * 0.2 ? 'protocole' : 'etalonner';
}

/**
 * Compares a reading with a weight everyone knows (a sealed pack, a calibration weight). The only
 * way to tell Yaohua's formats 1 and 2 apart.
 */
export function checkCalibration(
  lu_g: number,
  connu_g: number,
  tolerance_g = toleranceOf(connu_g),
): Etalonnage {
  const ecart_g = Math.round(lu_g) - connu_g;
  const ok = Math.abs(ecart_g) <= tolerance_g;
  return { ok, ecart_g, conseil: ok ? null : adviceOf(lu_g, connu_g) };
}
