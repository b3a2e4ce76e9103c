import type { ReactNode } from 'react';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { http } from '@/lib/http';

export type Groupe = 'colis' | 'clients' | 'vols' | 'recus';

/** GET /recherche: a few of each kind. */
export interface Recherche {
  colis?: { id: string; code_suivi: string; client?: string | null; statut?: string }[];
  clients?: { id: string; nom: string; telephone?: string | null }[];
  vols?: { id: string; numero?: string | null; statut?: string; pays_destination?: string }[];
  recus?: { id: string; numero: string; client?: string | null }[];
}

export const fetchRecherche = (q: string, signal?: AbortSignal): Promise<Recherche> =>
  http.get<Recherche>('/recherche', { q }, signal);

export interface Trouve {
  cle: string;
  genre: Groupe;
  titre: ReactNode;
  detail?: ReactNode;
  to: string;
}

export function rowsOf({ colis, clients, vols, recus }: Recherche): Trouve[] {
  return [
    ...(colis ?? []).map(
      (un): Trouve => ({
        cle: un.id,
        genre: 'colis',
        titre: formatCodeSuivi(un.code_suivi),
        detail: un.client,
        to: `/colis/${un.id}`,
      }),
    ),
    ...(clients ?? []).map(
      (un): Trouve => ({
        cle: un.id,
        genre: 'clients',
        titre: un.nom,
        detail: un.telephone,
        to: `/clients/${un.id}`,
      }),
    ),
    ...(vols ?? []).map(
      (un): Trouve => ({
        cle: un.id,
        genre: 'vols',
        titre: un.numero ?? un.id.slice(-6),
        detail: un.pays_destination,
        to: `/vols/${un.id}`,
      }),
    ),
    ...(recus ?? []).map(
      (un): Trouve => ({
        cle: un.id,
        genre: 'recus',
        titre: un.numero,
        detail: un.client,
        to: `/encaissements/${un.id}`,
      }),
    ),
  ];
}
