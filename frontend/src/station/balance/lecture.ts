import { latin1, type Mesure, type Statut } from './mesure';
import type { Protocole } from './protocoles';
import type { Motif } from './stabilite';

/** A reading as the bench shows it. */
export interface Lecture {
  grams: number | null;
  status: Statut;
  /** May be taken as it is. */
  stable: boolean;
  /** Why not, null when it may. */
  motif: Motif | null;
  /** Whole grams, only when it may be taken. */
  poids_g: number | null;
  source: 'serie' | 'hid';
  /** Protocol, line and raw frame, printable: what the carton keeps as proof. */
  trame: string;
  /** `performance.now()` of its arrival. */
  a_ms: number;
}

const TRAME_MAX = 200;

const visible = (caractere: string): string =>
  /[\x20-\x5b\x5d-\x7e]/.test(caractere)
    ? caractere
    : `\\x${caractere.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** `sics/serie S S      12.345 kg`; control and 8-bit characters as `\x02`. */
export function rawFrame(
  protocole: Protocole,
  source: Lecture['source'],
  octets: Uint8Array,
): string {
  const corps = [...latin1(octets)].map(visible).join('');
  return `${protocole}/${source} ${corps}`.slice(0, TRAME_MAX);
}

export function readingOf(
  mesure: Mesure,
  motif: Motif | null,
  origine: Pick<Lecture, 'source' | 'trame' | 'a_ms'>,
): Lecture {
  const { grams, status } = mesure;
  const prenable = motif === null && grams !== null;
  return {
    ...origine,
    grams,
    status,
    motif,
    stable: prenable,
    poids_g: prenable ? Math.round(grams) : null,
  };
}
