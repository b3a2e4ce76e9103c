import { normalizeCode } from '@/lib/code-suivi';
import type { ColisStock } from '@/offline/stock-local';
import type { FiltresStock } from './queries';

const plier = (texte: string): string =>
  texte
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

function isMeant(colis: ColisStock, q: string): boolean {
  const chiffres = q.replace(/\D/g, '');
  return (
    plier(colis.destinataire_nom).includes(plier(q)) ||
    colis.code_suivi.includes(normalizeCode(q)) ||
    (chiffres.length >= 6 && colis.destinataire_telephone.includes(chiffres))
  );
}

/** The screen's filters over the kept depot, near enough to the server's for a power cut. */
export function keepMatching(
  items: readonly ColisStock[],
  { emplacement, age_min_j, q }: FiltresStock,
): ColisStock[] {
  return items.filter(
    (colis) =>
      (!emplacement || colis.emplacement?.id === emplacement) &&
      (!age_min_j || colis.age_j >= Number(age_min_j)) &&
      (!q || isMeant(colis, q.trim())),
  );
}
