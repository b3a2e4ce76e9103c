import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { http, type Params } from '@/lib/http';
import { type Page, useListe } from '@/lib/liste';
import type { AgenceCourte } from '@/lib/session';

export interface Membre {
  id: string;
  identifiant: string;
  nom: string;
  fonction: 'agent' | 'admin' | 'direction';
  role: string;
  pays: string | null;
  agence: AgenceCourte | null;
  langue: string;
  telephone: string;
  contact_verifie_le: string | null;
  totp_actif: boolean;
  mot_de_passe_provisoire: boolean;
  actif: boolean;
  cree_le: string;
  vu_le: string | null;
}

export interface Agence {
  id: string;
  pays: string;
  code: string;
  nom: string;
  ville: string;
  actif: boolean;
}

export interface SessionOuverte {
  id: string;
  appareil: string;
  adresse: string | null;
  memorisee: boolean;
  cree_le: string;
  utilisee_le: string;
  expire_le: string;
  courante: boolean;
}

export interface Appareil {
  id: string;
  nom: string;
  user: { id: string; nom: string };
  enrole_le: string;
  contact_le: string;
  revoque_le: string | null;
}

export const useMembres = (filtres: Params) =>
  useListe<Membre>(['utilisateurs', 'liste'], '/utilisateurs', filtres);

export const useMembre = (id: string | undefined) =>
  useQuery({
    queryKey: ['utilisateurs', id],
    queryFn: ({ signal }) => http.get<Membre>(`/utilisateurs/${id}`, undefined, signal),
    enabled: id !== undefined,
  });

export const useAgences = (pays: string | null, enabled = true) =>
  useQuery({
    queryKey: ['agences', pays],
    queryFn: ({ signal }) =>
      http.get<Page<Agence>>('/agences', { pays: pays ?? undefined, actif: true }, signal),
    select: (page) => page.items,
    enabled: enabled && pays !== null,
    staleTime: 600_000,
  });

export const useAppareils = () =>
  useListe<Appareil>(['appareils'], '/appareils', { tri: '-contact_le' });

function useApres() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['utilisateurs'] });
}

export interface Creation {
  id: string;
  identifiant: string;
  nom: string;
  fonction: 'agent' | 'admin';
  pays: string;
  agence_id: string | null;
  langue: string;
  telephone: string | null;
  mot_de_passe: string;
}

export function useCreation() {
  const onSuccess = useApres();
  return useMutation({
    mutationFn: (creation: Creation) => http.post<Membre>('/utilisateurs', creation),
    onSuccess,
    meta: { silencieux: true },
  });
}

export function useModification(id: string) {
  const onSuccess = useApres();
  return useMutation({
    mutationFn: (changements: Record<string, unknown>) =>
      http.patch<Membre>(`/utilisateurs/${id}`, changements),
    onSuccess,
    meta: { silencieux: true },
  });
}

export function useDesactivation(id: string) {
  const onSuccess = useApres();
  return useMutation({
    mutationFn: (motif: string) =>
      http.post<Membre>(`/utilisateurs/${id}/desactivation`, { motif }),
    onSuccess,
    meta: { silencieux: true },
  });
}

export function useDeconnexion(id: string) {
  const onSuccess = useApres();
  return useMutation({
    mutationFn: () => http.post<{ sessions: number }>(`/utilisateurs/${id}/deconnexion`, {}),
    onSuccess,
    meta: { silencieux: true },
  });
}

export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => http.get<Page<SessionOuverte>>('/auth/sessions', undefined, signal),
    select: (page) => page.items,
  });

export function useFinDeSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.delete(`/auth/sessions/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
}

export function useReinitialisation(id: string) {
  const onSuccess = useApres();
  return useMutation({
    mutationFn: (demande: { motif: string; retirer_totp: boolean }) =>
      http.post<{ envoye_a: string; expire_le: string }>(
        `/utilisateurs/${id}/reinitialisation`,
        demande,
      ),
    onSuccess,
    meta: { silencieux: true },
  });
}

export const useMotDePasse = () =>
  useMutation({
    mutationFn: (donnees: { ancien: string; nouveau: string }) =>
      http.post('/auth/mot-de-passe', donnees),
    meta: { silencieux: true },
  });
