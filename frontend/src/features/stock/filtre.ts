import { isMeant } from '@/lib/recherche-locale';
import type { ColisStock } from '@/offline/stock-local';
import type { FiltresStock } from './queries';

const personOf = ({ code_suivi, destinataire_nom, destinataire_telephone }: ColisStock) => ({
  code_suivi,
  nom: destinataire_nom,
  telephone: destinataire_telephone,
});

/** The screen's filters over the kept depot, near enough to the server's for a power cut. */
export function keepMatching(
  items: readonly ColisStock[],
  { emplacement, age_min_j, q }: FiltresStock,
): ColisStock[] {
  return items.filter(
    (colis) =>
      (!emplacement || colis.emplacement?.id === emplacement) &&
      (!age_min_j || colis.age_j >= Number(age_min_j)) &&
      (!q || isMeant(personOf(colis), q)),
  );
}
