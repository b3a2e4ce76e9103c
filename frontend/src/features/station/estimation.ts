import type { Argent } from '@/lib/format';
import { estimatePrice, type TarifEstime } from '@/lib/tarification';
import type { CorpsDevis } from './corps';
import type { Devis, Tarif } from './queries';
import type { PrixNegocie } from './saisies';

/** The standard price of this kind of carton now; special ones are the server's business. */
export function findTarif(
  tarifs: readonly Tarif[],
  {
    pays_destination,
    mode,
    categorie,
  }: Pick<CorpsDevis, 'pays_destination' | 'mode' | 'categorie'>,
  now: number,
): Tarif | null {
  return (
    tarifs.find(
      (un) =>
        un.pays_destination === pays_destination &&
        un.mode === mode &&
        un.categorie === categorie &&
        un.client_id === null &&
        un.vol_id === null &&
        new Date(un.debut_le).getTime() <= now &&
        (un.fin_le === null || new Date(un.fin_le).getTime() > now),
    ) ?? null
  );
}

function toEstime({ unite, prix, minimum, diviseur, pas_g, paliers }: Tarif): TarifEstime {
  return {
    unite,
    prix: prix.montant,
    minimum: minimum.montant,
    diviseur,
    pas_g,
    paliers,
  };
}

/** An agreed unit price replaces the breaks; step, divisor and minimum still hold. */
const withAgreed = (tarif: TarifEstime, negocie: PrixNegocie | null): TarifEstime =>
  negocie ? { ...tarif, unite: negocie.unite, prix: negocie.montant, paliers: [] } : tarif;

export type Mesures = Pick<
  CorpsDevis,
  | 'pays_destination'
  | 'mode'
  | 'categorie'
  | 'poids_g'
  | 'dimensions_mm'
  | 'volume_cm3'
  | 'nombre_pieces'
>;

/** What the price will probably be, without asking: shown as "estimé", never printed. */
export function estimate(
  tarifs: readonly Tarif[],
  mesures: Mesures,
  now: number,
  negocie: PrixNegocie | null = null,
): Pick<Devis, 'prix' | 'poids_volumetrique_g' | 'poids_taxable_g'> | null {
  const tarif = findTarif(tarifs, mesures, now);
  if (!tarif) return null;
  const { prix, ...poids } = estimatePrice(withAgreed(toEstime(tarif), negocie), mesures);
  if (prix === null) return null;
  const montant: Argent = { montant: prix, devise: tarif.prix.devise };
  return { ...poids, prix: montant };
}
