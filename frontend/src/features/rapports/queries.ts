import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { http } from '@/lib/http';
import type { Page } from '@/lib/liste';
import { useCan } from '@/lib/session';

export const STATUTS = ['en_attente', 'en_cours', 'pret', 'echec'] as const;
export type Statut = (typeof STATUTS)[number];

export interface Rapport {
  id: string;
  type: string;
  pays: string;
  debut: string;
  fin: string;
  agent_id: string | null;
  statut: Statut;
  sha256: string;
  /** Something of that day had not arrived; the one made since names it by `remplace`. */
  provisoire: boolean;
  remplace: string | null;
  demande_le: string;
  pret_le: string | null;
  erreur: string;
}

export const isEnCours = ({ statut }: Rapport): boolean =>
  statut === 'en_attente' || statut === 'en_cours';

/** While a worker prepares one, the list asks every two seconds; else it rests. */
const RYTHME_MS = 2_000;

export function useRapports(filtres: { statut?: string; pays?: string }) {
  const requete = useInfiniteQuery({
    queryKey: ['rapports', 'liste', filtres],
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<Rapport>>('/rapports', { ...filtres, limite: 50, curseur: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (derniere) => derniere.suivant,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isEnCours)) ? RYTHME_MS : false,
  });
  return {
    items: requete.data?.pages.flatMap(({ items }) => items) ?? [],
    chargement: requete.isPending,
    erreur: requete.error,
    reste: requete.hasNextPage,
    chargeLaSuite: requete.isFetchingNextPage,
    charger: () => void requete.fetchNextPage(),
    reessayer: () => void requete.refetch(),
  };
}

interface Agent {
  id: string;
  nom: string;
  pays: string | null;
}

/** The people a report may be about; agents only ask for their own. */
export function useAgents(pays: string | null) {
  const enabled = useCan('utilisateur.lire');
  return useQuery({
    queryKey: ['utilisateurs', 'noms', pays],
    queryFn: ({ signal }) =>
      http.get<Page<Agent>>('/utilisateurs', { limite: 200, pays: pays ?? undefined }, signal),
    select: ({ items }) => items,
    enabled,
    staleTime: 300_000,
  });
}

export interface Demande {
  id: string;
  type: 'journee_agent';
  debut: string;
  fin: string;
  pays: string | null;
  agent_id: string | null;
}

export function useDemande() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (demande: Demande) => http.post<Rapport>('/rapports', demande),
    onSuccess: () => client.invalidateQueries({ queryKey: ['rapports'] }),
    meta: { silencieux: true },
  });
}
