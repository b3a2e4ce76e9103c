/** What weakens a password; the server also knows a list of common ones, and has the last word. */
export type Faiblesse = 'court' | 'chiffres' | 'peuVarie' | 'suite' | 'maison' | 'personne';
export type Niveau = 'faible' | 'moyen' | 'bon';

export const LONGUEUR_MIN = 10;
const DISTINCTS_MIN = 5;
const SUITE_MAX = 4;
const HORS_SUITE_MIN = 8;
const MAISON = ['tsaircargo', 'aircargo', 'bamako', 'abidjan', 'guangzhou', 'motdepasse'];
const plat = (texte: string): string => texte.normalize('NFKC').toLowerCase();

/** The longest stretch that repeats, climbs or goes down by one. */
function longestRun(texte: string): number {
  const codes = [...texte].map((c) => c.codePointAt(0) ?? 0);
  const ecarts = codes.slice(1).map((code, i) => code - (codes[i] ?? 0));
  let longest = Math.min(codes.length, 1);
  let length = 1;
  ecarts.forEach((ecart, i) => {
    if (Math.abs(ecart) > 1) length = 1;
    else length = ecart === ecarts[i - 1] ? length + 1 : 2;
    longest = Math.max(longest, length);
  });
  return longest;
}

function ofHouse(texte: string): boolean {
  const lettres = texte.replace(/\P{L}/gu, '');
  return MAISON.some((mot) => lettres === mot || lettres === mot + mot);
}

/** The same rules as the server's, so that they are said while typing. */
export function weaknesses(motDePasse: string, soi: readonly string[] = []): Faiblesse[] {
  const texte = plat(motDePasse);
  const signes = [...texte];
  const suite = longestRun(texte);
  const noms = soi.map(plat).filter((un) => un.length >= 4);
  const trouve: [Faiblesse, boolean][] = [
    ['court', signes.length < LONGUEUR_MIN],
    ['chiffres', /^\d+$/.test(texte)],
    ['peuVarie', new Set(signes).size < DISTINCTS_MIN],
    ['suite', suite > SUITE_MAX && signes.length - suite < HORS_SUITE_MIN],
    ['maison', ofHouse(texte)],
    ['personne', noms.some((un) => texte.includes(un))],
  ];
  return trouve.filter(([, vrai]) => vrai).map(([quoi]) => quoi);
}

export function levelOf(motDePasse: string, soi: readonly string[] = []): Niveau {
  if (weaknesses(motDePasse, soi).length > 0) return 'faible';
  return [...motDePasse].length >= 14 ? 'bon' : 'moyen';
}
