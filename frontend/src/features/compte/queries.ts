import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Argent } from '@/lib/format';
import { http } from '@/lib/http';
import { useListe } from '@/lib/liste';

export interface MonColis {
  id: string;
  code_suivi: string;
  url: string;
  statut: string;
  statut_le: string;
  contenu: string;
  mode: string;
  pays_origine: string;
  pays_destination: string;
  envoi_id: string | null;
  rang: number;
  total: number;
  poids_g: number;
  poids_taxable_g: number;
  prix: Argent;
  du: Argent;
  enregistre_le: string;
  arrive_le: string | null;
  remis_le: string | null;
}

export interface MonRecu {
  id: string;
  recu_numero: string;
  pays: string;
  montant: Argent;
  moyen: string;
  rabais: number;
  enregistre_le: string;
  annule_le: string | null;
  lignes: { code_suivi: string; montant: Argent }[];
}

export interface Preferences {
  langue: string;
  consentement_whatsapp: boolean | null;
  pays: string[];
}

/** A client has no socket: an open page asks again every minute. */
export const useMesColis = () =>
  useListe<MonColis>(['moi', 'colis'], '/moi/colis', {}, { limite: 100, refetchInterval: 60_000 });

export const useMesRecus = () => useListe<MonRecu>(['moi', 'recus'], '/moi/recus', {});

export const usePreferences = () =>
  useQuery({
    queryKey: ['moi', 'preferences'],
    queryFn: ({ signal }) => http.get<Preferences>('/moi/preferences', undefined, signal),
  });

export function useChangePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changements: Partial<Omit<Preferences, 'pays'>>) =>
      http.patch<Preferences>('/moi/preferences', changements),
    onSuccess: (recues) => client.setQueryData(['moi', 'preferences'], recues),
  });
}
