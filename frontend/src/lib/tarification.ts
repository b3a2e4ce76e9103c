/**
 * The small twin of the server's price, shown as "estimé" while offline and held to the same
 * vectors. Integers only: grams, millimetres, minor units. The server's figure rules.
 */
export type Palier = readonly [a_partir_g: number, prix_par_kg: number];

export interface TarifEstime {
  unite: 'kg' | 'piece' | 'm3';
  /** Price of one unit when there are no breaks. */
  prix: number;
  minimum?: number | null;
  diviseur?: number | null;
  pas_g: number;
  paliers?: readonly Palier[];
}

const ceilDiv = (haut: number, bas: number): number => Math.floor((haut + bas - 1) / bas);

/** Half up, once. */
const divRound = (haut: number, bas: number): number => Math.floor((2 * haut + bas) / (2 * bas));

/** ceil(volume / divisor); mm³ ÷ (divisor in cm³ per kg) happens to give grams. */
export function volumetricG(
  dimensions_mm: readonly [number, number, number],
  diviseur: number,
): number {
  const [longueur, largeur, hauteur] = dimensions_mm;
  return ceilDiv(longueur * largeur * hauteur, diviseur);
}

export function chargeableG(poids_g: number, volumetrique_g: number | null, pas_g: number): number {
  return ceilDiv(Math.max(poids_g, volumetrique_g ?? 0), pas_g) * pas_g;
}

/** Price by weight breaks: the break reached, or a later one's floor weight when cheaper. */
export function priceByBreaks(
  taxable_g: number,
  paliers: readonly Palier[],
  minimum: number | null = null,
): number {
  const possibles = paliers.map(([a_partir_g, prix_par_kg]) => ({
    atteint: taxable_g >= a_partir_g,
    prix: divRound(Math.max(taxable_g, a_partir_g) * prix_par_kg, 1000),
    a_partir_g,
  }));
  const atteint = possibles
    .filter((palier) => palier.atteint)
    .reduce((haut, palier) => (palier.a_partir_g >= haut.a_partir_g ? palier : haut), {
      a_partir_g: -1,
      prix: Number.POSITIVE_INFINITY,
      atteint: true,
    });
  const suivants = possibles.filter((palier) => !palier.atteint);
  const prix = Math.min(atteint.prix, ...suivants.map((palier) => palier.prix));
  return Math.max(Number.isFinite(prix) ? prix : 0, minimum ?? 0);
}

export interface Estimation {
  poids_volumetrique_g: number | null;
  poids_taxable_g: number;
  /** Minor units of the tariff's currency. */
  prix: number;
}

export function estimatePrice(
  tarif: TarifEstime,
  colis: {
    poids_g: number;
    dimensions_mm?: readonly [number, number, number] | null;
    nombre_pieces?: number;
    volume_cm3?: number | null;
  },
): Estimation {
  const volumetrique = volumeG(tarif, colis);
  const taxable = chargeableG(colis.poids_g, volumetrique, tarif.pas_g);
  return {
    poids_volumetrique_g: volumetrique,
    poids_taxable_g: taxable,
    prix: priceOf(tarif, colis, taxable),
  };
}

type Mesure = Parameters<typeof estimatePrice>[1];

function volumeCm3(colis: Mesure): number | null {
  if (colis.volume_cm3) return colis.volume_cm3;
  if (!colis.dimensions_mm) return null;
  const [longueur, largeur, hauteur] = colis.dimensions_mm;
  return ceilDiv(longueur * largeur * hauteur, 1000);
}

function volumeG(tarif: TarifEstime, colis: Mesure): number | null {
  if (!tarif.diviseur) return null;
  if (colis.volume_cm3) return ceilDiv(colis.volume_cm3 * 1000, tarif.diviseur);
  return colis.dimensions_mm ? volumetricG(colis.dimensions_mm, tarif.diviseur) : null;
}

function priceOf(tarif: TarifEstime, colis: Mesure, taxable_g: number): number {
  const minimum = tarif.minimum ?? 0;
  if (tarif.unite === 'piece') return Math.max(tarif.prix * (colis.nombre_pieces ?? 1), minimum);
  if (tarif.unite === 'm3') {
    return Math.max(divRound((volumeCm3(colis) ?? 0) * tarif.prix, 1_000_000), minimum);
  }
  const paliers = tarif.paliers?.length ? tarif.paliers : [[0, tarif.prix] as const];
  return priceByBreaks(taxable_g, paliers, minimum);
}
