import { between, type Lecteur, latin1, type Mesure, weigh, without, xorOf } from '../mesure';

/**
 * Dibal's answer to a price request: 99, state, five digits of grams, seven of amount, exclusive
 * or of it all. A state other than 0 is a refusal.
 */
const DIBAL = /^99(\d)(\d{5})\d{7}(.)$/s;

export const readDibal: Lecteur = (trame) => {
  const [, etat, grammes = ''] = DIBAL.exec(latin1(trame)) ?? [];
  if (etat === undefined || xorOf(trame.subarray(0, 15)) !== trame[15]) return null;
  return etat === '0' ? weigh(Number(grammes), 'stable') : without('error');
};

const REFUS_PRIX: Readonly<Record<string, Mesure>> = {
  IIIII: without('unstable'),
  NNNNN: without('underload'),
  SSSSS: without('overload'),
};

/** Toledo Prix: STX, five digits of grams or five times the letter of a refusal, ETX. */
export const readPrix: Lecteur = (trame) => {
  const [, corps = ''] = /^(\d{5}|I{5}|N{5}|S{5})$/.exec(between(trame)) ?? [];
  if (corps === '') return null;
  return REFUS_PRIX[corps] ?? weigh(Number(corps), 'stable');
};
