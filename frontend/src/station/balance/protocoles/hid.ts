import { type Lecteur, type Statut, weigh, without } from '../mesure';

/** USB HID Point of Sale usage tables 1.02, Weighing Devices page 0x8D: scale status. */
const STATUTS: Readonly<Record<number, Statut>> = {
  1: 'error',
  2: 'zero',
  3: 'unstable',
  4: 'stable',
  5: 'underload',
  6: 'overload',
  7: 'error',
  8: 'error',
};

/** Grams in one unit, by the same tables; carats, taels and the rest weigh no cartons. */
const UNITES: Readonly<Record<number, number>> = {
  1: 0.001,
  2: 1,
  3: 1_000,
  8: 1_000_000,
  11: 28.349523125,
  12: 453.59237,
};
const EXPOSANT_MAX = 6;

const signed = (octet: number): number => (octet > 127 ? octet - 256 : octet);

function scaled(valeur: number, facteur: number, exposant: number): number {
  return exposant < 0 ? (valeur * facteur) / 10 ** -exposant : valeur * facteur * 10 ** exposant;
}

/** A data report without its number: status, unit, power of ten, weight low byte first. */
export const readHid: Lecteur = (trame) => {
  const [etat = 0, unite = 0, puissance = 0, bas = 0, haut = 0] = trame;
  const status = STATUTS[etat];
  const facteur = UNITES[unite];
  const exposant = signed(puissance);
  if (trame.length !== 5 || status === undefined) return null;
  if (status === 'error' || status === 'underload' || status === 'overload') return without(status);
  if (facteur === undefined || Math.abs(exposant) > EXPOSANT_MAX) return null;
  return weigh(scaled(haut * 256 + bas, facteur, exposant), status);
};
