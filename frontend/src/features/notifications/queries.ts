import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { http, type Params } from '@/lib/http';
import { useListe } from '@/lib/liste';
import type { Etape, Statut } from './etats';

export interface Notification {
  id: string;
  pays: string;
  client_id: string | null;
  telephone: string;
  langue: string;
  etape: Etape;
  statut: Statut;
  motif: string;
  code_motif: string;
  texte: string;
  lot: number;
  tentatives: number;
  prochaine_tentative_le: string;
  echeance_le: string;
  envoye_le: string | null;
  livre_le: string | null;
  lu_le: string | null;
  cree_le: string;
}

export interface Essai {
  numero: number;
  ligne: string;
  commencee_le: string;
  terminee_le: string | null;
  issue: string;
  http_statut: number | null;
  code: string;
  latence_ms: number | null;
}

export interface NotificationDetail extends Notification {
  ligne: string | null;
  messages: {
    etape: Etape;
    colis_id: string | null;
    code_suivi: string | null;
    cree_le: string;
  }[];
  essais: Essai[];
}

export interface LigneSante {
  id: string;
  nom: string;
  pays: string;
  usage: string;
  etat: string;
  etat_le: string;
  pause_jusqu_le: string | null;
  pause_motif: string;
  actif: boolean;
  capacite_jour: number;
  /** Today's cap, lower than the line's own while it warms up. */
  plafond_du_jour: number;
  envois_du_jour: number;
  envoyes_24h: number;
}

/** What one line sent of one step. */
export interface Debit {
  pays: string;
  ligne: string;
  etape: Etape;
  heure: number;
  cinq_minutes: number;
  rates: number;
}

export const NATURES = [
  'echecs',
  'permanents',
  'taux',
  'ligne',
  'attente',
  'sans_accuse',
  'gabarit',
] as const;
export type Nature = (typeof NATURES)[number];

/** One thing wrong now. */
export interface Alerte {
  pays: string;
  nature: Nature;
  cle: string;
  detail: string;
  valeurs: Record<string, string | number>;
  depuis_le: string | null;
  sonnee_le: string | null;
  silence_jusqu_le: string | null;
  fois: number;
}

export interface Sante {
  lignes: LigneSante[];
  debits: Debit[];
  capacites: { pays: string; capacite_jour: number; besoin_hier: number }[];
  par_statut_24h: { pays: string; etape: Etape; statut: Statut; nombre: number }[];
  en_souffrance: { pays: string; motif: string; nombre: number }[];
  incertains: number;
  a_regrouper: number;
  plus_ancienne_en_attente_le: string | null;
  taux_livraison_24h: number | null;
}

/** The socket does not tell of messages: an open list asks again by itself. */
const RYTHME_MS = 15_000;

export const useNotifications = (filtres: Params, enabled = true) =>
  useListe<Notification>(['notifications', 'liste'], '/notifications', filtres, {
    enabled,
    refetchInterval: RYTHME_MS,
  });

export const useNotification = (id: string) =>
  useQuery({
    queryKey: ['notifications', id],
    queryFn: ({ signal }) =>
      http.get<NotificationDetail>(`/notifications/${id}`, undefined, signal),
    refetchInterval: RYTHME_MS,
  });

export const useSante = () =>
  useQuery({
    queryKey: ['notifications', 'sante'],
    queryFn: ({ signal }) => http.get<Sante>('/notifications/sante', undefined, signal),
    refetchInterval: RYTHME_MS,
  });

export const useAlertes = () =>
  useQuery({
    queryKey: ['notifications', 'alertes'],
    queryFn: ({ signal }) => http.get<Alerte[]>('/notifications/alertes', undefined, signal),
    refetchInterval: RYTHME_MS,
  });

/** Exactly one of the two: what was ticked, or everything a filter shows. */
export type Selection =
  | { ids: string[] }
  | { filtre: { statut?: string; motif?: string; pays?: string } };

export interface Relance {
  essai: boolean;
  nombre: number;
  ids: string[];
  par_motif: Record<string, number>;
  retenus?: number;
}

/** Sending again, or giving up. */
export type Geste = 'relance' | 'annulation';

/** What the act would touch; nothing changes. `retenus`: what cannot be given up. */
export const useEssai = (geste: Geste, selection: Selection | null) =>
  useQuery({
    queryKey: ['essai', geste, selection],
    queryFn: () => http.post<Relance>(`/notifications/${geste}`, { ...selection, essai: true }),
    enabled: selection !== null,
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
  });

function useApres() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['notifications'] }),
      client.invalidateQueries({ queryKey: ['tableau'] }),
    ]);
}

export function useGeste(geste: Geste) {
  const onSuccess = useApres();
  return useMutation({
    mutationFn: (selection: Selection) =>
      http.post<Relance>(`/notifications/${geste}`, { ...selection, essai: false }),
    onSuccess,
    meta: { silencieux: true },
  });
}

export function useAnnulation(id: string) {
  const onSuccess = useApres();
  return useMutation({
    mutationFn: () => http.post<Notification>(`/notifications/${id}/annulation`, {}),
    onSuccess,
    meta: { silencieux: true },
  });
}
