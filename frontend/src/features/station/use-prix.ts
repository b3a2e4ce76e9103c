import { useEffect, useMemo } from 'react';
import { ApiError } from '@/lib/problem';
import type { Brouillon } from './brouillon';
import { devisOf } from './corps';
import { estimate, findTarif } from './estimation';
import { prefer, usePreferences } from './preferences';
import { useDevis, useTarifs } from './queries';
import { bandOf, dimensionsOf, negocieOf, piecesOf, poidsOf, volumeOf } from './saisies';

/** The measures a price is estimated from; the weight is known. */
function measuresOf(b: Brouillon, poids_g: number) {
  const dimensions = dimensionsOf(b);
  const volume = volumeOf(b);
  return {
    pays_destination: b.client?.pays ?? b.pays,
    mode: b.mode,
    categorie: b.categorie,
    poids_g,
    dimensions_mm: Array.isArray(dimensions) ? dimensions : undefined,
    volume_cm3: typeof volume === 'number' ? volume : undefined,
    nombre_pieces: piecesOf(b) ?? undefined,
  };
}

/** The server's figure, or the twin's while it has not come; and what may be negotiated. */
export function usePrix(b: Brouillon, vol_id: string | null) {
  const corps = useMemo(() => devisOf(b, vol_id), [b, vol_id]);
  const { devis, ancien, erreur } = useDevis(corps);
  const tarifs = useTarifs();
  const bande_pct = usePreferences((etat) => etat.bande_pct);
  const apprise = ancien?.bande_pct;
  useEffect(() => {
    if (apprise !== undefined && apprise !== usePreferences.getState().bande_pct) {
      prefer({ bande_pct: apprise });
    }
  }, [apprise]);

  const poids_g = poidsOf(b);
  const negocie = negocieOf(b);
  const accord = negocie === 'faux' ? null : negocie;
  const route = {
    pays_destination: b.client?.pays ?? b.pays,
    mode: b.mode,
    categorie: b.categorie,
  };
  const tarif = findTarif(tarifs, route, Date.now());
  const bande = tarif ? bandOf(tarif.prix.montant, bande_pct) : null;
  const horsBande =
    accord !== null &&
    bande !== null &&
    (accord.montant < bande.bas || accord.montant > bande.haut);
  const refus = erreur instanceof ApiError && erreur.status < 500 ? erreur : null;
  return {
    corps,
    devis,
    ancien,
    estimation:
      poids_g === null ? null : estimate(tarifs, measuresOf(b, poids_g), Date.now(), accord),
    refus,
    tarif,
    tarifs,
    bande,
    horsBande,
  };
}
