import { useQuery } from '@tanstack/react-query';
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
