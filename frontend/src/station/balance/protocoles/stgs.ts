import { gramsOf, type Lecteur, latin1, type Mesure, type Statut, weigh, without } from '../mesure';

/** Headers shared by the A&D family and its many copies. */
const ETATS: Readonly<Record<string, Statut>> = { ST: 'stable', US: 'unstable' };

const NOMBRE = String.raw`([+-])( *\d+(?:\.\d+)?)`;
const UNITE = ' {0,2}(g|kg|lb|oz)';

/** `ST,+0001.234 kg`: sign, eight characters, three for the unit (A&D standard format). */
const AD = new RegExp(`^(ST|US),(?=.{12}$)(?=.{9} | .{8})${NOMBRE}${UNITE}$`);
/** `ST,GS,+  1.234kg`: gross or net, sign, then seven or eight characters and the unit. */
const GENERIQUE = new RegExp(`^(ST|US),(?:GS|NT),${NOMBRE}${UNITE}$`);
/** `ST,NT,  12.345kg`: sixteen characters, eight for the figure, its sign in front. */
const CAS18 = /^(ST|US),(?:GS|NT),(?=.{10}$)([ +-])( *\d+(?:\.\d+)?)(kg|lb| g|oz)$/;

const SURCHARGE = /^OL,(?:(?:GS|NT),)?[+-][ 0-9.E+]*(?: {0,2}(?:g|kg|lb|oz))?$/;

const LARGEUR_AD = 8;
const LARGEURS_GENERIQUES: readonly number[] = [7, 8];

function read(texte: string, forme: RegExp, largeurs: readonly number[]): Mesure | null {
  const [, etat = '', signe = '', figure = '', unite = ''] = forme.exec(texte) ?? [];
  if (!largeurs.includes(figure.length)) return null;
  const grams = gramsOf(signe.trim() + figure.trim(), unite.trim());
  return weigh(grams, ETATS[etat] ?? 'error');
}

/** A&D: fifteen characters exactly. */
export const readAd: Lecteur = (trame) => {
  const texte = latin1(trame);
  if (SURCHARGE.test(texte)) return without('overload');
  return texte.length === 15 ? read(texte, AD, [LARGEUR_AD]) : null;
};

/** Generic indicators: their own form with GS or NT, or A&D's. */
export const readStgs: Lecteur = (trame) =>
  readAd(trame) ?? read(latin1(trame), GENERIQUE, LARGEURS_GENERIQUES);

export const readCas18: Lecteur = (trame) => {
  const texte = latin1(trame);
  if (/^OL,(?:GS|NT),.{10}$/.test(texte)) return without('overload');
  return read(texte, CAS18, [7]);
};
