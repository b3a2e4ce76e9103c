import type { Raison } from '../erreurs';
import type { Langage } from './langages';

/** What a printer answered: ready, at work, or why it does not print. */
export type Avis = 'prete' | 'travaille' | Raison;

interface Question {
  octets: Uint8Array;
  /** The answer, null while it is not whole. */
  lire: (reponse: Uint8Array) => Avis | null;
}

const has = (valeur: number, bit: number): boolean => (valeur & bit) !== 0;

/** TSPL `<ESC>!?`: one byte of flags (TSC programming manual, status polling). */
function readTspl(reponse: Uint8Array): Avis | null {
  const drapeaux = reponse.at(-1);
  if (drapeaux === undefined) return null;
  if (has(drapeaux, 0x04)) return 'papier';
  if (has(drapeaux, 0x01)) return 'capot';
  if (has(drapeaux, 0x02)) return 'bourrage';
  if (has(drapeaux, 0x08)) return 'ruban';
  if (has(drapeaux, 0x10)) return 'pause';
  if (has(drapeaux, 0x80)) return 'panne';
  return has(drapeaux, 0x20) ? 'travaille' : 'prete';
}

const STX = '\u0002';
const ETX = '\u0003';

/** Whole lines, each between STX and ETX, as their fields. */
const fieldsOf = (texte: string): string[][] =>
  texte
    .split(STX)
    .slice(1)
    .filter((ligne) => ligne.includes(ETX))
    .map((ligne) => (ligne.split(ETX)[0] ?? '').split(','));

/** ZPL `~HS`: three lines of comma-separated fields (Zebra ZPL II guide). */
function readZpl(reponse: Uint8Array): Avis | null {
  const [premiere, deuxieme, troisieme] = fieldsOf(String.fromCharCode(...reponse));
  if (!premiere || !deuxieme || !troisieme) return null;
  if (premiere[1] === '1') return 'papier';
  if (deuxieme[2] === '1') return 'capot';
  if (deuxieme[3] === '1') return 'ruban';
  if (premiere[2] === '1') return 'pause';
  // Formats waiting in its buffer: the label is still being made.
  return Number(premiere[4]) > 0 ? 'travaille' : 'prete';
}

/** Bits that every ESC/POS status byte has; anything else is an answer to something else. */
const isStatus = (octet: number): boolean => (octet & 0x93) === 0x12;

/** ESC/POS DLE EOT 2 and 4: why it is off line, and the paper's sensors. */
function readEscpos(reponse: Uint8Array): Avis | null {
  const [cause, papier] = [...reponse].filter(isStatus).slice(-2);
  if (cause === undefined || papier === undefined) return null;
  if (has(papier, 0x60) || has(cause, 0x20)) return 'papier';
  if (has(cause, 0x04)) return 'capot';
  return has(cause, 0x40) ? 'panne' : 'prete';
}

export const QUESTIONS: Readonly<Record<Langage, Question>> = {
  tspl: { octets: Uint8Array.of(0x1b, 0x21, 0x3f), lire: readTspl },
  zpl: { octets: Uint8Array.from('~HS', (c) => c.charCodeAt(0)), lire: readZpl },
  escpos: { octets: Uint8Array.of(0x10, 0x04, 2, 0x10, 0x04, 4), lire: readEscpos },
};
