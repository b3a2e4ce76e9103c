import { gramsOf, type Lecteur, latin1, type Mesure, weigh, without } from '../mesure';

const STX = 0x02;
const CR = 0x0d;
const POINT_D_INTERROGATION = 0x3f;

const BOUGE = 0x01;
const AU_DESSUS = 0x02;
const AU_DESSOUS = 0x04;

function readRefusal(lampes: number): Mesure {
  if (lampes & AU_DESSUS) return without('overload');
  if (lampes & AU_DESSOUS) return without('underload');
  return without(lampes & BOUGE ? 'unstable' : 'error');
}

/**
 * Toledo 8217 in kilograms: STX, six characters `xx.xxx`; or STX `?` and a status byte when there
 * is no weight to give. One character less is the pound format: the length is the only guard.
 */
export const read8217: Lecteur = (trame) => {
  if (trame[0] !== STX) return null;
  if (trame.length === 3 && trame[1] === POINT_D_INTERROGATION) return readRefusal(trame[2] ?? 0);
  const figure = latin1(trame.subarray(1));
  return /^\d\d\.\d{3}$/.test(figure) ? weigh(gramsOf(figure, 'kg'), 'stable') : null;
};

const LONGUEUR_CONTINU = 18;
const NEGATIF = 0x02;
const HORS_ECHELLE = 0x04;
const MOUVEMENT = 0x08;
const EN_KG = 0x10;
const AGRANDI = 0x10;
/** Decimals by the three low bits of status word A; below 2 the figure is in tens or hundreds. */
const DECIMALES = [-2, -1, 0, 1, 2, 3, 4, 5] as const;

const checkOf = (octets: Uint8Array): number =>
  -octets.reduce((somme, octet) => somme + octet, 0) & 0x7f;

function unitOf(motB: number, motC: number): number | null {
  const unite = motC & 0x07;
  if (unite === 1) return 1;
  if (unite !== 0) return null;
  return motB & EN_KG ? 1_000 : 453.59237;
}

function readFigure(trame: Uint8Array): number | null {
  const [, motA = 0, motB = 0, motC = 0] = trame;
  const chiffres = latin1(trame.subarray(4, 10));
  const facteur = unitOf(motB, motC);
  if (facteur === null || motC & AGRANDI || !/^ *\d+$/.test(chiffres)) return null;
  const decimales = DECIMALES[motA & 0x07] ?? 0;
  const grammes = (Number(chiffres) * facteur) / 10 ** decimales;
  return motB & NEGATIF && grammes !== 0 ? -grammes : grammes;
}

/**
 * Mettler-Toledo continuous: STX, three status words, weight and tare on six digits, CR, and the
 * two's complement check, which the indicator must be set to send.
 */
export const readMtContinu: Lecteur = (trame) => {
  if (trame.length !== LONGUEUR_CONTINU || trame[0] !== STX || trame[16] !== CR) return null;
  if (checkOf(trame.subarray(0, 17)) !== trame[17]) return null;
  const [, motA = 0, motB = 0, motC = 0] = trame;
  if (!(motA & motB & motC & 0x20) || !/^[ \d]{6}$/.test(latin1(trame.subarray(10, 16))))
    return null;
  if (motB & HORS_ECHELLE) return without(motB & NEGATIF ? 'underload' : 'overload');
  return weigh(readFigure(trame), motB & MOUVEMENT ? 'unstable' : 'stable');
};
