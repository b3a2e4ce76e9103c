import { gramsOf, type Lecteur, latin1, weigh, without } from '../mesure';

const TOUJOURS = 0x80;
const LAMPE_STABLE = 0x40;

/** `ST,GS,1Ä,000013.5 kg`: header, number of the device, lamps, eight characters, the unit. */
const CAS22 = /^(ST|US|OL),(?:GS|NT),(.)(.),([ +-]? *\d+(?:\.\d+)?) (kg| g|lb|oz)$/s;
const LARGEUR = 8;

/**
 * CAS, 22 bytes with CR LF. The lamps say stability a second time: a frame whose header and lamps
 * disagree was damaged on the line and is dropped.
 */
export const readCas22: Lecteur = (trame) => {
  const texte = latin1(trame);
  if (/^OL,(?:GS|NT),..,.{8} ..$/s.test(texte)) return without('overload');
  const [, etat, , lampes = '', figure = '', unite = ''] = CAS22.exec(texte) ?? [];
  if (texte.length !== 20 || figure.length !== LARGEUR) return null;
  const lues = lampes.charCodeAt(0);
  const allumee = (lues & LAMPE_STABLE) !== 0;
  if ((lues & TOUJOURS) === 0 || allumee !== (etat === 'ST')) return null;
  const signe = figure.slice(0, 1).replace(' ', '');
  const grams = gramsOf(/\d/.test(signe) ? figure : signe + figure.slice(1).trim(), unite.trim());
  return weigh(grams, allumee ? 'stable' : 'unstable');
};
