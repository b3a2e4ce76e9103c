import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Argent } from '@/lib/format';
import { http, type Params } from '@/lib/http';
import { type Page, useListe } from '@/lib/liste';
import { useLecture } from '@/offline/lecture';
import type { SessionCaisse } from '@/offline/session-caisse';

export const MOYENS = ['especes', 'orange_money', 'wave', 'moov', 'sarali', 'carte'] as const;
export type Moyen = (typeof MOYENS)[number];

export interface Caisse {
  id: string;
  nom: string;
  pays: string;
  agence: string;
  devise: string;
  session: { id: string; caissier_id: string; ouverte_le: string } | null;
  solde: Argent | null;
}

export interface LigneEncaissement {
  colis_id: string;
  code_suivi: string;
  destinataire: string;
  montant: Argent;
  du_avant: Argent;
  rabais: Argent;
  jeton_cede: Argent;
  du: Argent;
}

export interface Encaissement {
  id: string;
  recu_numero: string;
  recu_provisoire: string;
  pays: string;
  agence: string;
  session_id: string | null;
  caissier: { id: string; nom: string | null };
  client: { id: string; nom: string | null };
  moyen: string;
  montant: Argent;
  reference_operateur: string;
  rapprochement: string;
  rabais: Argent;
  rabais_motif: string;
  jeton_cede: Argent;
  avoir: Argent;
  tardif: boolean;
  lignes: LigneEncaissement[];
  annulation: { motif: string; acteur_id: string; enregistre_le: string } | null;
  survenu_le: string;
  enregistre_le: string;
}

export const useCaisses = () => useLecture<Page<Caisse>>(['caisse', 'liste'], '/caisses');

export const useSessions = (filtres: Params, enabled = true) =>
  useListe<SessionCaisse>(['caisse', 'sessions'], '/caisses/sessions', filtres, { enabled });

export const useSession = (id: string) =>
  useQuery({
    queryKey: ['caisse', 'session', id],
    queryFn: ({ signal }) => http.get<SessionCaisse>(`/caisses/sessions/${id}`, undefined, signal),
  });

export const useEncaissements = (filtres: Params, enabled = true) =>
  useListe<Encaissement>(['encaissements', 'liste'], '/encaissements', filtres, { enabled });

export const useEncaissement = (id: string) =>
  useQuery({
    queryKey: ['encaissements', id],
    queryFn: ({ signal }) => http.get<Encaissement>(`/encaissements/${id}`, undefined, signal),
  });

export interface Comptage {
  coupures: Record<string, number>;
  par_moyen: Partial<Record<Moyen, number>>;
  motif?: string;
}

export function useComptage(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (comptage: Comptage) =>
      http.post<SessionCaisse>(`/caisses/sessions/${id}/comptage`, comptage),
    onSuccess: () => client.invalidateQueries({ queryKey: ['caisse'] }),
    meta: { silencieux: true },
  });
}

export function useValidation(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (motif: string) =>
      http.post<SessionCaisse>(`/caisses/sessions/${id}/validation`, { motif }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['caisse'] }),
    meta: { silencieux: true },
  });
}

export function useAnnulation(encaissementId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (corps: { id: string; motif: string }) =>
      http.post(`/encaissements/${encaissementId}/annulation`, corps),
    onSuccess: () => {
      for (const cle of ['encaissements', 'colis', 'clients', 'caisse']) {
        void client.invalidateQueries({ queryKey: [cle] });
      }
    },
    meta: { silencieux: true },
  });
}
