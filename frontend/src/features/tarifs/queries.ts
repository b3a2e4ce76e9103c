import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Argent } from '@/lib/format';
import { http, type Params } from '@/lib/http';
import type { Page } from '@/lib/liste';
import type { Categorie, Mode } from '@/lib/nomenclature';
import type { Palier, Tarif, Unite } from './grille';

export interface Taux {
  id: string;
  source: string;
  cible: string;
  numerateur: number;
  denominateur: number;
  debut_le: string;
}

/** A grid needs them all: a few pages at most, since prices change by the month. */
async function loadAll<T>(chemin: string, params: Params, signal: AbortSignal): Promise<T[]> {
  const tous: T[] = [];
  let curseur: string | null = null;
  do {
    const page: Page<T> = await http.get<Page<T>>(
      chemin,
      { ...params, limite: 200, curseur },
      signal,
    );
    tous.push(...page.items);
    curseur = page.suivant;
  } while (curseur !== null && tous.length < 2000);
  return tous;
}

export const useTarifs = (pays_destination: string) =>
  useQuery({
    queryKey: ['tarifs', pays_destination],
    queryFn: ({ signal }) => loadAll<Tarif>('/tarifs', { pays_destination }, signal),
  });

export const useTaux = () =>
  useQuery({
    queryKey: ['taux'],
    queryFn: ({ signal }) => loadAll<Taux>('/taux', { tri: '-debut_le' }, signal),
  });

export interface NouveauTarif {
  id: string;
  pays_destination: string;
  mode: Mode;
  categorie: Categorie;
  unite: Unite;
  prix: Argent;
  minimum: number;
  diviseur: number | null;
  pas_g: number;
  paliers: Palier[];
  debut_le: string | null;
}

function useApres() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['tarifs'] });
}

/** Ends the price in force where the new one begins, then sets it; both may be tried again. */
export function useNouveauTarif() {
  const onSettled = useApres();
  return useMutation({
    mutationFn: async ({ remplace, tarif }: { remplace: string | null; tarif: NouveauTarif }) => {
      if (remplace) await http.patch(`/tarifs/${remplace}`, { fin_le: tarif.debut_le });
      return http.post<Tarif>('/tarifs', tarif);
    },
    onSettled,
    meta: { silencieux: true },
  });
}

export function useCloture(id: string) {
  const onSuccess = useApres();
  return useMutation({
    mutationFn: (fin_le: string | null) => http.patch<Tarif>(`/tarifs/${id}`, { fin_le }),
    onSuccess,
    meta: { silencieux: true },
  });
}

export function useNouveauTaux() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (taux: Omit<Taux, 'debut_le'>) => http.post<Taux>('/taux', taux),
    onSuccess: () => client.invalidateQueries({ queryKey: ['taux'] }),
    meta: { silencieux: true },
  });
}
