/** What a scale said of its own weight; `unknown`: its protocol has no stability flag. */
export type Statut =
  | 'stable'
  | 'unstable'
  | 'busy'
  | 'overload'
  | 'underload'
  | 'error'
  | 'zero'
  | 'unknown';

/** One frame understood. `grams` may be a fraction or negative; null when none was sent. */
export interface Mesure {
  grams: number | null;
  status: Statut;
}

/** A whole frame without its line end, to what it says; null for anything malformed. */
export type Lecteur = (trame: Uint8Array) => Mesure | null;

/** Bytes are latin1: CAS lamps are 0x80 and above, where UTF-8 would swallow the next byte. */
export function latin1(octets: Uint8Array): string {
  let texte = '';
  for (const octet of octets) texte += String.fromCharCode(octet);
  return texte;
}

/** Grams in one unit (NIST SP 811 for the avoirdupois ones). */
const GRAMMES: Readonly<Record<string, number>> = {
  mg: 0.001,
  g: 1,
  kg: 1_000,
  lb: 453.59237,
  oz: 28.349523125,
};

/**
 * `12.345` and `kg` as grams, through integers: 12.345 × 1000 in floating point is not 12 345.
 * Null for another spelling (a comma, a blank, two points) or an unknown unit.
 */
export function gramsOf(nombre: string, unite: string): number | null {
  const [, signe, entier = '', fraction = ''] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(nombre) ?? [];
  const facteur = GRAMMES[unite.toLowerCase()];
  if (entier === '' || facteur === undefined) return null;
  const valeur = (Number(entier + fraction) * facteur) / 10 ** fraction.length;
  return signe === '-' && valeur !== 0 ? -valeur : valeur;
}

/** A weight with its status, or null when the figure itself is malformed. */
export function weigh(grams: number | null, status: Statut): Mesure | null {
  return grams === null ? null : { grams, status };
}

export const without = (status: Statut): Mesure => ({ grams: null, status });

/** Exclusive or of bytes, the trade's usual check. */
export function xorOf(octets: Uint8Array): number {
  return octets.reduce((reste, octet) => reste ^ octet, 0);
}

const STX = 0x02;
const ETX = 0x03;

/** What lies between STX and ETX, empty when either is missing. */
export function between(octets: Uint8Array): string {
  if (octets[0] !== STX || octets.at(-1) !== ETX) return '';
  return latin1(octets.subarray(1, -1));
}
