import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { http } from '@/lib/http';
import type { Page } from '@/lib/liste';
import { renewSession } from '@/lib/session';

export interface Preuve {
  mot_de_passe: string;
  code: string;
}

export interface Avis {
  id: string;
  genre: 'session_volee' | 'reinitialisation' | 'numero_change' | 'visa_refuse';
  sujet_nom: string;
  details: Record<string, string>;
  cree_le: string;
}

const silencieux = { silencieux: true };

export const useDebutTotp = () =>
  useMutation({
    mutationFn: (preuve: Preuve) =>
      http.post<{ secret: string; uri: string }>('/auth/totp', preuve),
    meta: silencieux,
  });

export const useActivationTotp = () =>
  useMutation({
    mutationFn: (code: string) =>
      http.post<{ codes_secours: string[] }>('/auth/totp/activation', { code }),
    meta: silencieux,
  });

export const useCodesSecours = () =>
  useMutation({
    mutationFn: (preuve: Preuve) =>
      http.post<{ codes_secours: string[] }>('/auth/totp/codes-secours', preuve),
    onSuccess: () => renewSession(),
    meta: silencieux,
  });

export const useRetraitTotp = () =>
  useMutation({
    mutationFn: (preuve: Preuve) => http.post('/auth/totp/desactivation', preuve),
    onSuccess: () => renewSession(),
    meta: silencieux,
  });

export const useEnvoiContact = () =>
  useMutation({
    mutationFn: (demande: { telephone: string; mot_de_passe: string }) =>
      http.post<{ envoye_a: string }>('/auth/contact', demande),
    meta: silencieux,
  });

export const useVerification = () =>
  useMutation({
    mutationFn: (preuve: { telephone: string; code: string }) =>
      http.post('/auth/contact/verification', preuve),
    onSuccess: () => renewSession(),
    meta: silencieux,
  });

export const useToutFermer = () =>
  useMutation({
    mutationFn: () => http.post<{ sessions: number }>('/auth/deconnexion-partout', {}),
    onSuccess: () => window.location.assign('/connexion'),
  });

export const useAvis = () =>
  useQuery({
    queryKey: ['avis'],
    queryFn: ({ signal }) => http.get<Page<Avis>>('/auth/avis', undefined, signal),
    select: (page) => page.items,
    staleTime: 60_000,
  });

export function useLectureAvis() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.post(`/auth/avis/${id}/lecture`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ['avis'] }),
  });
}
