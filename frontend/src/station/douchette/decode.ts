import { parseCodeSuivi } from '@/lib/code-suivi';
import { courierOf, parseAwb, parseS10 } from '@/lib/references';

/** What a scanned text is; `code` is canonical. Printed command sheets read `TS:VALIDER`. */
export type Lu =
  | { genre: 'colis'; code: string; url: boolean }
  | { genre: 'awb'; code: string }
  | { genre: 's10'; code: string }
  | { genre: 'coursier'; code: string; coursier: string }
  | { genre: 'commande'; code: string }
  | { genre: 'inconnu'; code: string };

/** The label's QR holds the public URL ending in the code. */
function ofUrl(texte: string): Lu | null {
  if (!/^https?:\/\//i.test(texte)) return null;
  const chemin = texte.split(/[?#]/)[0]?.replace(/\/+$/, '') ?? '';
  const code = parseCodeSuivi(chemin.split('/').at(-1) ?? '');
  return code ? { genre: 'colis', code, url: true } : { genre: 'inconnu', code: texte };
}

function ofReference(texte: string): Lu | null {
  const s10 = parseS10(texte);
  if (s10) return { genre: 's10', code: s10 };
  const awb = parseAwb(texte);
  if (awb) return { genre: 'awb', code: awb };
  const coursier = courierOf(texte);
  return coursier ? { genre: 'coursier', code: texte.toUpperCase(), coursier } : null;
}

/**
 * Only numbers that prove themselves are named: our code by its check symbol, an AWB and an S10 by
 * theirs, a courier's by its known shape. The order matters: thirteen digits may be a courier's
 * number and pass our check by chance, so an exact courier shape in digits goes first.
 */
export function decodeCode(brut: string): Lu {
  const texte = brut.trim();
  const url = ofUrl(texte);
  if (url) return url;
  const commande = /^TS:([A-Z0-9-]{1,32})$/i.exec(texte)?.[1];
  if (commande) return { genre: 'commande', code: commande.toUpperCase() };
  const s10 = parseS10(texte);
  if (s10) return { genre: 's10', code: s10 };
  const code = /^\d+$/.test(texte) && courierOf(texte) ? null : parseCodeSuivi(texte);
  if (code) return { genre: 'colis', code, url: false };
  return ofReference(texte) ?? { genre: 'inconnu', code: texte };
}
