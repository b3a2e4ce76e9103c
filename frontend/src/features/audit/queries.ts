import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FUSEAUX } from '@/lib/format';
import { http } from '@/lib/http';
import { addDays, startOfDay } from '@/lib/jour';
import { type Page, useListe } from '@/lib/liste';
import type { Entree } from './entree';

export interface FiltresUrl {
  action?: string;
  acteur?: string;
  sujet?: string;
  du?: string;
  au?: string;
}

/** What the address says, as the API takes it; both days are included. */
export function paramsOf(filtres: FiltresUrl, pays: string | null, fuseauDefaut: string) {
  const fuseau = FUSEAUX[pays ?? ''] ?? fuseauDefaut;
  return {
    pays: pays ?? undefined,
    action: filtres.action,
    acteur_id: filtres.acteur,
    sujet_id: filtres.sujet,
    depuis: startOfDay(filtres.du ?? '', fuseau) ?? undefined,
    jusqu: filtres.au ? (startOfDay(addDays(filtres.au, 1), fuseau) ?? undefined) : undefined,
  };
}

export const useEntrees = (params: ReturnType<typeof paramsOf>) =>
  useListe<Entree>(['audit', 'liste'], '/audit', params);

interface Personne {
  id: string;
  nom: string;
}

export const usePersonnes = (pays: string | null) =>
  useQuery({
    queryKey: ['utilisateurs', 'noms', pays],
    queryFn: ({ signal }) =>
      http.get<Page<Personne>>('/utilisateurs', { limite: 200, pays: pays ?? undefined }, signal),
    select: ({ items }) => items,
    staleTime: 300_000,
  });

/** One chain's last seal, what waits for one, and the last seal kept outside. */
export interface Chaine {
  chaine: string;
  numero: number;
  empreinte: string;
  scelle_le: string;
  total: number;
  non_scelles: number;
  retard_s: number;
  en_retard: boolean;
  ancre_numero: number | null;
  ancre_le: string | null;
}

export interface Defaut {
  nature:
    | 'ancre_trouee'
    | 'ancre_en_retard'
    | 'ligne_modifiee'
    | 'ligne_supprimee'
    | 'ligne_inseree'
    | 'ligne_deplacee'
    | 'sceau_reecrit'
    | 'sceau_manquant'
    | 'garde';
  chaine: string;
  numero: number | null;
  table: string;
  ligne_id: string;
  detail: string;
}

export interface Verification {
  intact: boolean;
  scelles: number;
  sceaux: number;
  non_scelles: number;
  ancres: number;
  ancre: boolean;
  complet: boolean;
  depuis: string | null;
  premier_defaut: Defaut | null;
}

export const useSceaux = () =>
  useQuery({
    queryKey: ['audit', 'sceaux'],
    queryFn: ({ signal }) =>
      http.get<{ chaines: Chaine[]; ancres: string[] }>('/audit/sceaux', undefined, signal),
    refetchInterval: 60_000,
  });

export function useVerification() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => http.post<Verification>('/audit/verification', {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ['audit', 'sceaux'] }),
    meta: { silencieux: true },
  });
}
