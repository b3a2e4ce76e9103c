import { http } from '@/lib/http';
import { type Page, useListe } from '@/lib/liste';
import { hasCode } from '@/lib/problem';
import { useLecture } from '@/offline/lecture';
import type { ColisStock } from '@/offline/stock-local';

export interface Emplacement {
  id: string;
  code: string;
}

export interface FiltresStock {
  emplacement?: string;
  age_min_j?: string;
  q?: string;
  tri?: string;
}

/** Below two characters the server calls the search too vague. */
const Q_MIN = 2;

export const useStock = ({ q, ...filtres }: FiltresStock) =>
  useListe<ColisStock>(['stock', 'liste'], '/stock', {
    ...filtres,
    q: q && q.trim().length >= Q_MIN ? q.trim() : undefined,
  });

/** Shelves of the country, kept for offline. */
export function useEmplacements(): readonly Emplacement[] {
  const { data } = useLecture<Page<Emplacement>>(['emplacements'], '/emplacements', {
    limite: 200,
    actif: true,
  });
  return data?.valeur.items ?? [];
}

export interface ColisTrouve {
  id: string;
  code_suivi: string;
  nom: string;
}

interface ColisApi {
  id: string;
  code_suivi: string;
  client: { nom: string };
}

/** A carton the kept stock does not hold; null when the server does not know it either. */
export async function findColis(saisie: string): Promise<ColisTrouve | null> {
  try {
    const colis = await http.get<ColisApi>(`/colis/par-code/${encodeURIComponent(saisie)}`);
    return { id: colis.id, code_suivi: colis.code_suivi, nom: colis.client.nom };
  } catch (erreur) {
    if (hasCode(erreur, 'introuvable') || hasCode(erreur, 'code_ambigu')) return null;
    throw erreur;
  }
}
