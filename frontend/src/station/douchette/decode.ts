import { parseCodeSuivi } from '@/lib/code-suivi';
import { courierOf, parseAwb, parseS10 } from '@/lib/references';
import { type Commande, parseCommande } from './commandes';
import { FNC1 } from './us-layout';

/** What a scanned text is; `code` is canonical. Command sheets read `TS-CMD-CONFIRMER`. */
export type Lu =
  | { genre: 'colis'; code: string; url: boolean }
  | { genre: 'awb'; code: string }
  | { genre: 's10'; code: string }
  | { genre: 'coursier'; code: string; coursier: string }
  | { genre: 'marque'; code: string }
  | { genre: 'commande'; code: string; commande: Commande }
  | { genre: 'inconnu'; code: string };

interface Contexte {
  /** Knows the marks clients write on their cartons. */
  marques?: (texte: string) => boolean;
}

/** ISO/IEC 15424 symbology identifier, sent by scanners set to do so. */
const AIM = /^\][A-Za-z][0-9A-Za-z]/;
const COMMANDE = /^(?:TS-CMD-|TS:)([A-Z0-9-]{1,40})$/i;
const MARQUE = /^TSM-([A-Z0-9][A-Z0-9._-]{1,23})$/i;

/** The text itself: without symbology identifier nor GS1 separators. */
export const cleanScan = (brut: string): string =>
  brut.replace(AIM, '').replaceAll(FNC1, '').trim();

/** The label's QR holds the public URL ending in the code. */
function ofUrl(texte: string): Lu | null {
  if (!/^https?:\/\//i.test(texte)) return null;
  const chemin = texte.split(/[?#]/)[0]?.replace(/\/+$/, '') ?? '';
  const code = parseCodeSuivi(chemin.split('/').at(-1) ?? '');
  return code ? { genre: 'colis', code, url: true } : { genre: 'inconnu', code: texte };
}

function ofSheet(texte: string): Lu | null {
  const nom = COMMANDE.exec(texte)?.[1]?.toUpperCase();
  if (nom) return { genre: 'commande', code: nom, commande: parseCommande(nom) };
  const marque = MARQUE.exec(texte)?.[1];
  return marque ? { genre: 'marque', code: marque.toUpperCase() } : null;
}

function ofReference(texte: string): Lu | null {
  const awb = parseAwb(texte);
  if (awb) return { genre: 'awb', code: awb };
  const coursier = courierOf(texte);
  return coursier ? { genre: 'coursier', code: texte.toUpperCase(), coursier } : null;
}

/**
 * S10 proves itself by its check and goes before ours. Thirteen digits may be a courier's number
 * and pass our check by chance, so an exact courier shape in digits goes first.
 */
function ofProof(texte: string): Lu | null {
  const s10 = parseS10(texte);
  if (s10) return { genre: 's10', code: s10 };
  const code = /^\d+$/.test(texte) && courierOf(texte) ? null : parseCodeSuivi(texte);
  return code ? { genre: 'colis', code, url: false } : null;
}

/**
 * Only numbers that prove themselves are named: our code by its check symbol, an AWB and an S10 by
 * theirs, a courier's by its known shape, a mark by the client who owns it.
 */
export function decodeCode(brut: string, { marques }: Contexte = {}): Lu {
  const texte = cleanScan(brut);
  return (
    ofUrl(texte) ??
    ofSheet(texte) ??
    ofProof(texte) ??
    ofReference(texte) ??
    (marques?.(texte) ? { genre: 'marque', code: texte } : { genre: 'inconnu', code: texte })
  );
}
