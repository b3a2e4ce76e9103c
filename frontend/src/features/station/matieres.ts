/**
 * The small twin of the server's dangerous goods screen (`colis/matieres.py`): the same lexicon,
 * held to the same vectors. It raises doubts while the carton is still on the bench; the server
 * screens again and rules. Energies in mWh, capacities in mAh, tensions in millivolts.
 */
import lexique from './lexique-dg.json';

export type QuestionDg = keyof typeof lexique.questions;
export type Tranche = 'inconnue' | 'jusqu_a_100' | 'jusqu_a_160' | 'au_dela';

export interface Batterie {
  mah: number;
  mv: number;
}

export interface Avis {
  familles: string[];
  termes: string[];
  /** A person must answer `question_code` before the carton is loaded anywhere. */
  bloque: boolean;
  interdit: boolean;
  /** What the label carries: `UN 3481`, `DG ?`, empty for ordinary goods. */
  marque: string;
  mwh: number | null;
  mwh_suppose: boolean;
  tranche: Tranche | null;
  question_code: QuestionDg | '';
}

const LIMITE_SECTION_II_MWH = 100_000;
const LIMITE_SECTION_I_MWH = 160_000;
/** A lithium ion cell's, supposed when only mAh is written. */
const TENSION_NOMINALE_MV = 3_700;
const ENTIER_MAX = 1e9;

export const RIEN_VU: Avis = {
  familles: [],
  termes: [],
  bloque: false,
  interdit: false,
  marque: '',
  mwh: null,
  mwh_suppose: false,
  tranche: null,
  question_code: '',
};

/** mAh × V is mWh; rounded up. */
export const computeMwh = (mah: number, mv: number): number => Math.ceil((mah * mv) / 1_000);

export function rankTranche(mwh: number | null): Tranche {
  if (mwh === null) return 'inconnue';
  if (mwh <= LIMITE_SECTION_II_MWH) return 'jusqu_a_100';
  return mwh <= LIMITE_SECTION_I_MWH ? 'jusqu_a_160' : 'au_dela';
}

const SIMPLIFIES = [...lexique.simplifies];
const TRADITIONNELS = new Map(
  [...lexique.traditionnels].map((trait, rang) => [trait, SIMPLIFIES[rang] ?? trait]),
);

/** Lower case, full-width forms narrowed, accents dropped, characters simplified: as compared. */
export const foldMots = (texte: string): string =>
  texte
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/\p{Script=Han}/gu, (trait) => TRADITIONNELS.get(trait) ?? trait);

/** Latin words in the singular, and numbers. */
const wordsOf = (plie: string): string[] =>
  (plie.match(/[a-z]+|[0-9]+/g) ?? []).map((mot) =>
    mot.length > 3 && /[sx]$/.test(mot) ? mot.slice(0, -1) : mot,
  );

const isLatin = (mot: string): boolean => /^[ -~]+$/.test(mot);
const phraseOf = (mots: readonly string[]): string => ` ${mots.join(' ')} `;

interface Famille {
  code: string;
  un: string;
  niveau: string;
  energie: boolean;
  latins: string[];
  ideogrammes: string[];
}

const FAMILLES: readonly Famille[] = lexique.familles.map(({ mots, ...une }) => ({
  ...une,
  latins: mots.filter(isLatin).map((mot) => wordsOf(mot).join(' ')),
  ideogrammes: mots.filter((mot) => !isLatin(mot)),
}));
const INNOCENTS_LATINS = lexique.sans
  .filter(isLatin)
  .map((mot) => new RegExp(` ${wordsOf(mot).join(' ')}(?= )`, 'g'));
const INNOCENTS_CHINOIS = lexique.sans.filter((mot) => !isLatin(mot));
const IMPOSEES: Readonly<Record<string, string>> = lexique.categories;

/** `3,7` → 3700, without a float; `20.000` (a thousands separator) reads 20 000. */
function milli(nombre: string): number {
  let [entier = '0', decimales = ''] = nombre.replaceAll(',', '.').split('.');
  if (decimales.length === 3 && entier !== '0') [entier, decimales] = [entier + decimales, ''];
  const mille = Number(entier) * 1_000 + Number(`${decimales}000`.slice(0, 3));
  return Math.min(mille, ENTIER_MAX * 1_000);
}

const numbersBefore = (texte: string, unite: string): number[] =>
  [...texte.matchAll(new RegExp(`(\\d+(?:[.,]\\d+)?)\\s*(?:${unite})`, 'g'))].map(([, nombre]) =>
    milli(nombre ?? '0'),
  );

/** The largest energy written, in mWh, and whether its tension was supposed. */
export function readEnergies(texte: string): { mwh: number | null; suppose: boolean } {
  const plie = foldMots(texte).replace(/(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, '');
  const wattheures = numbersBefore(plie, 'wh|瓦时');
  if (wattheures.length > 0) return { mwh: Math.max(...wattheures), suppose: false };
  const mah = [
    ...numbersBefore(plie, 'mah|毫安').map((milliemes) => Math.floor(milliemes / 1_000)),
    ...numbersBefore(plie, 'ah|安时'),
  ];
  if (mah.length === 0) return { mwh: null, suppose: false };
  const volts = numbersBefore(plie, 'v(?![a-z])|伏');
  const mv = volts.length > 0 ? Math.max(...volts) : TENSION_NOMINALE_MV;
  return { mwh: computeMwh(Math.max(...mah), mv), suppose: volts.length === 0 };
}

/** The families whose words occur, once every innocent phrase is struck out. */
function familiesOf(contenu: string): Map<string, string[]> {
  const plie = foldMots(contenu);
  let phrase = phraseOf(wordsOf(plie));
  let compact = plie.replace(/\s+/g, '');
  for (const innocent of INNOCENTS_LATINS) phrase = phrase.replace(innocent, ' |');
  for (const innocent of INNOCENTS_CHINOIS) compact = compact.replaceAll(innocent, '|');
  const trouvees = new Map<string, string[]>();
  for (const { code, latins, ideogrammes } of FAMILLES) {
    const termes = [
      ...latins.filter((terme) => phrase.includes(` ${terme} `)),
      ...ideogrammes.filter((terme) => compact.includes(terme)),
    ];
    if (termes.length > 0) trouvees.set(code, termes);
  }
  return trouvees;
}

function imposedBy(categorie: string, mwh: number | null, vues: readonly Famille[]): string | null {
  const imposee = IMPOSEES[categorie];
  if (imposee !== undefined) return imposee;
  if (mwh === null || vues.some(({ energie }) => energie)) return null;
  return lexique.appareils.includes(categorie) ? 'lithium_appareil' : 'lithium_seul';
}

function questionOf(doutes: readonly Famille[], grande: boolean): QuestionDg | '' {
  const [premier] = doutes;
  if (!premier) return '';
  return grande && premier.energie ? 'energie' : (premier.code as QuestionDg);
}

/** What the words, the category and the energies give away. A doubt holds; nothing clears. */
export function screenContenu(
  contenu: string,
  categorie: string,
  batterie?: Batterie | null,
): Avis {
  const lue = batterie
    ? { mwh: computeMwh(batterie.mah, batterie.mv), suppose: false }
    : readEnergies(contenu);
  const trouvees = familiesOf(contenu);
  const vues = FAMILLES.filter(({ code }) => trouvees.has(code));
  const imposee = imposedBy(categorie, lue.mwh, vues);
  if (imposee !== null && !trouvees.has(imposee)) trouvees.set(imposee, []);
  const ordre = FAMILLES.filter(({ code }) => trouvees.has(code));
  const [premiere] = ordre;
  if (!premiere) return RIEN_VU;
  const tranche = ordre.some(({ energie }) => energie) ? rankTranche(lue.mwh) : null;
  const grande = tranche === 'jusqu_a_160' || tranche === 'au_dela';
  const declare = lexique.appareils.includes(categorie);
  const doutes = ordre.filter(({ niveau }) => niveau !== 'appareil' || !declare || grande);
  return {
    familles: ordre.map(({ code }) => code),
    termes: [...new Set(ordre.flatMap(({ code }) => trouvees.get(code) ?? []))],
    bloque: doutes.length > 0,
    interdit: ordre.some(({ niveau }) => niveau === 'interdit'),
    marque: (doutes[0] ?? premiere).un,
    mwh: lue.mwh,
    mwh_suppose: lue.suppose,
    tranche,
    question_code: questionOf(doutes, grande),
  };
}
