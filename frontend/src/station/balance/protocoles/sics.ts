import { gramsOf, type Lecteur, latin1, type Mesure, weigh, without } from '../mesure';

/** Answers without a weight (Mettler-Toledo MT-SICS level 0). */
const SANS_POIDS: Readonly<Record<string, Mesure>> = {
  'S I': without('busy'),
  'S +': without('overload'),
  'S -': without('underload'),
  ES: without('error'),
  ET: without('error'),
  EL: without('error'),
};

/** `S S␣␣␣␣␣12.345 kg`: S stable or D dynamic, ten right-aligned characters, the unit. */
const POIDS = /^S ([SD]) (?=.{10} )( *-?\d+(?:\.\d+)?) (mg|g|kg|lb|oz)$/;

export const readSics: Lecteur = (trame) => {
  const texte = latin1(trame);
  const muet = SANS_POIDS[texte];
  if (muet) return muet;
  const [, etat, nombre = '', unite = ''] = POIDS.exec(texte) ?? [];
  return weigh(gramsOf(nombre.trim(), unite), etat === 'S' ? 'stable' : 'unstable');
};
