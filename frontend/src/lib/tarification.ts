/**
 * The small twin of the server's price (`colis/tarification.py`), shown as "estimé" while offline
 * and held to the same vectors. Integers only: grams, millimetres, cm³, minor units. The server's
 * figure rules.
 */
export type Unite = 'kg' | 'piece' | 'm3';

/** Billed in the small unit (g, piece, cm³), priced by the large one. */
const PAR_UNITE: Readonly<Record<Unite, number>> = { kg: 1_000, piece: 1, m3: 1_000_000 };

/** From `seuil` (g, pieces or cm³) on, `prix` minor units per kg, piece or m³. */
export interface Palier {
  seuil: number;
  prix: number;
}

export interface TarifEstime {
  unite: Unite;
  /** Price of one large unit below every break. */
  prix: number;
  minimum?: number | null;
  /** cm³ per kg, absent when weight is taken exact. */
  diviseur?: number | null;
  pas_g: number;
  paliers?: readonly Palier[];
}

export interface Mesures {
  poids_g: number;
  dimensions_mm?: readonly [number, number, number] | null;
  nombre_pieces?: number | null;
  volume_cm3?: number | null;
}

export interface Estimation {
  poids_volumetrique_g: number | null;
  poids_taxable_g: number;
  /** Minor units of the tariff's currency; null while what it bills by is not measured. */
  prix: number | null;
}

const ceilDiv = (haut: number, bas: number): number => Math.floor((haut + bas - 1) / bas);

/** Half up, once. */
const divRound = (haut: number, bas: number): number => Math.floor((2 * haut + bas) / (2 * bas));

/** Volumetric weight in grams, rounded up; cm³ per kg is mm³ per g. */
export function volumetricG(
  [longueur, largeur, hauteur]: readonly [number, number, number],
  diviseur: number,
): number {
  return ceilDiv(longueur * largeur * hauteur, diviseur);
}

/** The larger weight, rounded up to the tariff's step. */
export function chargeableG(poids_g: number, volumetrique_g: number | null, pas_g: number): number {
  return ceilDiv(Math.max(poids_g, volumetrique_g ?? 0), pas_g) * pas_g;
}

/** IATA TACT 3.9: the break reached, or a later one's floor when it comes out cheaper. */
export function priceByBreaks(
  quantite: number,
  paliers: readonly Palier[],
  unite: Unite = 'kg',
): number {
  const seuils = [...paliers].sort((a, b) => a.seuil - b.seuil);
  const atteint = seuils.filter(({ seuil }) => seuil <= quantite).at(-1);
  const suivants = seuils.filter(({ seuil }) => seuil > quantite);
  const couts = [...(atteint ? [atteint] : []), ...suivants].map(
    ({ seuil, prix }) => Math.max(quantite, seuil) * prix,
  );
  return couts.length === 0 ? 0 : divRound(Math.min(...couts), PAR_UNITE[unite]);
}

/** mm³: the larger of the measured edges and the typed volume. */
function volumeMm3({ dimensions_mm, volume_cm3 }: Mesures): number | null {
  const [longueur, largeur, hauteur] = dimensions_mm ?? [0, 0, 0];
  const volume = Math.max(longueur * largeur * hauteur, (volume_cm3 ?? 0) * 1_000);
  return volume > 0 ? volume : null;
}

function billedQuantity(
  unite: Unite,
  taxable_g: number,
  volume_mm3: number | null,
  nombre_pieces: number | null | undefined,
): number | null {
  if (unite === 'kg') return taxable_g;
  if (unite === 'piece') return nombre_pieces ?? null;
  return volume_mm3 === null ? null : ceilDiv(volume_mm3, 1_000);
}

export function estimatePrice(tarif: TarifEstime, mesures: Mesures): Estimation {
  const volume = volumeMm3(mesures);
  const volumetrique = tarif.diviseur && volume !== null ? ceilDiv(volume, tarif.diviseur) : null;
  const taxable = chargeableG(mesures.poids_g, volumetrique, tarif.pas_g);
  const quantite = billedQuantity(tarif.unite, taxable, volume, mesures.nombre_pieces);
  const autres = (tarif.paliers ?? []).filter(({ seuil }) => seuil > 0);
  const depart = tarif.paliers?.find(({ seuil }) => seuil === 0);
  const paliers = [depart ?? { seuil: 0, prix: tarif.prix }, ...autres];
  return {
    poids_volumetrique_g: volumetrique,
    poids_taxable_g: taxable,
    prix:
      quantite === null
        ? null
        : Math.max(priceByBreaks(quantite, paliers, tarif.unite), tarif.minimum ?? 0),
  };
}
