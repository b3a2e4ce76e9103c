/** Width in dots of a text at a size; the canvas measures, the tests count. */
export type Mesure = (texte: string, taille: number) => number;

const squeeze = (texte: string): string => texte.replace(/\s+/g, '');

/** A line that does not fit is cut: by words, then (Chinese, long names) by characters. */
function takeLine(texte: string, largeur: number, largeurDe: (texte: string) => number): string {
  if (largeurDe(texte) <= largeur) return texte;
  const mots = texte.split(' ');
  for (let n = mots.length - 1; n > 0; n -= 1) {
    const debut = mots.slice(0, n).join(' ');
    if (largeurDe(debut) <= largeur) return debut;
  }
  const signes = [...texte];
  for (let n = signes.length - 1; n > 1; n -= 1) {
    const debut = signes.slice(0, n).join('');
    if (largeurDe(debut) <= largeur) return debut;
  }
  return signes[0] ?? '';
}

const SUITE = '…';

/** The last line says that there was more. */
function withEllipsis(
  ligne: string,
  largeur: number,
  largeurDe: (texte: string) => number,
): string {
  const signes = [...ligne];
  while (signes.length > 1 && largeurDe(signes.join('') + SUITE) > largeur) signes.pop();
  return signes.join('').trimEnd() + SUITE;
}

/** At most `lignes` lines within `largeur`; what is left over is dropped, and said so by `…`. */
export function wrapText(
  texte: string,
  largeur: number,
  lignes: number,
  largeurDe: (texte: string) => number,
): string[] {
  const rangs: string[] = [];
  let reste = texte.trim();
  while (reste !== '' && rangs.length < lignes) {
    const ligne = takeLine(reste, largeur, largeurDe);
    rangs.push(ligne);
    reste = reste.slice(ligne.length).trimStart();
  }
  const derniere = rangs.pop();
  if (derniere === undefined) return rangs;
  return [...rangs, reste === '' ? derniere : withEllipsis(derniere, largeur, largeurDe)];
}

export interface Place {
  largeur: number;
  taille: number;
  taille_min?: number;
  lignes?: number;
}

/** The largest size at which the whole text fits, and its lines. */
export function fitText(
  texte: string,
  { largeur, taille, taille_min = taille, lignes = 1 }: Place,
  mesure: Mesure,
): { taille: number; rangs: string[] } {
  for (let essai = taille; ; essai = Math.max(taille_min, essai - 4)) {
    const rangs = wrapText(texte, largeur, lignes, (bout) => mesure(bout, essai));
    if (essai <= taille_min || squeeze(rangs.join('')) === squeeze(texte)) {
      return { taille: essai, rangs };
    }
  }
}
