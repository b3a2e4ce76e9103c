import { between, gramsOf, type Lecteur, latin1, weigh, without, xorOf } from '../mesure';

/** A nibble as Yaohua writes it: 0–9 then A–F. */
const hexOf = (octet: number): string => octet.toString(16).toUpperCase().padStart(2, '0');

const F0 = /^([+-])(\d{6})([0-4])([0-9A-F]{2})$/;

/** A9 format 0: STX, sign, six digits, place of the point, exclusive or on two digits, ETX. */
export const readF0: Lecteur = (trame) => {
  const [, signe = '', chiffres = '', decimales = '', controle] = F0.exec(between(trame)) ?? [];
  if (controle === undefined || controle !== hexOf(xorOf(trame.subarray(1, 9)))) return null;
  const rang = chiffres.length - Number(decimales);
  const figure = `${chiffres.slice(0, rang)}.${chiffres.slice(rang)}`.replace(/\.$/, '');
  return weigh(gramsOf(signe + figure, 'kg'), 'unknown');
};

function readEquals(figure: string): ReturnType<Lecteur> {
  if (!/^[-\d]\d*\.\d+$/.test(figure) || figure.length !== 8) return null;
  return weigh(gramsOf(figure, 'kg'), 'unknown');
}

/** `=000.3000`, read from its end: 0003.000 kg. */
export const readReversed: Lecteur = (trame) => {
  const texte = latin1(trame);
  return texte.startsWith('=') ? readEquals([...texte.slice(1)].reverse().join('')) : null;
};

/** `=0003.000`, read as written. Nothing in a frame tells it from the reversed one. */
export const readForward: Lecteur = (trame) => {
  const texte = latin1(trame);
  return texte.startsWith('=') ? readEquals(texte.slice(1)) : null;
};

const A12E = /^W[GN](-?\d[\d.]*) *kg$/;

/** A12(E): thirteen characters, the last two their exclusive or; OL above, LO below the range. */
export const readA12E: Lecteur = (trame) => {
  const texte = latin1(trame);
  if (texte.length !== 13 || texte.slice(11) !== hexOf(xorOf(trame.subarray(0, 11)))) return null;
  if (texte.slice(0, 11) === '         OL') return without('overload');
  if (texte.slice(0, 11) === '         LO') return without('underload');
  const [, figure = ''] = A12E.exec(texte.slice(0, 11)) ?? [];
  return weigh(gramsOf(figure, 'kg'), 'unknown');
};

const A12SS = /^w[nw](-?\d+\.\d+)kg$/;

/** A12+SS: `wn` net or `ww` gross, seven characters, the unit. */
export const readA12SS: Lecteur = (trame) => {
  const texte = latin1(trame);
  const [, figure = ''] = A12SS.exec(texte) ?? [];
  return texte.length === 11 ? weigh(gramsOf(figure, 'kg'), 'unknown') : null;
};
