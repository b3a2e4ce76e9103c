import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { http } from '@/lib/http';
import type { Etape } from './etats';
import type { LangueTexte } from './queries-gabarits';

export const USAGES = ['etapes', 'urgences', 'sms'] as const;
export type Usage = (typeof USAGES)[number];
export const FOURNISSEURS = ['wachap', 'cloud', 'orange'] as const;
export type Fournisseur = (typeof FOURNISSEURS)[number];

/** What a provider's line may serve: an SMS line serves nothing else. */
export const usagesOf = (fournisseur: Fournisseur): readonly Usage[] =>
  fournisseur === 'orange' ? ['sms'] : ['etapes', 'urgences'];

/** A text the provider approved for a step and a language; its blanks are filled in this order. */
export interface Modele {
  etape: Etape;
  langue: LangueTexte;
  nom: string;
  code_langue: string;
  parametres: string[];
}

/** A line as it is set; how it does is in the health (`useSante`). */
export interface Ligne {
  id: string;
  pays: string;
  nom: string;
  fournisseur: Fournisseur;
  compte: string;
  usage: Usage;
  ordre: number;
  intervalle_min_ms: number;
  intervalle_max_ms: number;
  plafond_jour: number;
  chauffe_le: string | null;
  modeles: Modele[];
}

export interface Reglage {
  nom?: string;
  ordre?: number;
  intervalle_min_ms?: number;
  intervalle_max_ms?: number;
  plafond_jour?: number;
  actif?: boolean;
  /** Null ends the warm-up. */
  chauffe_le?: string | null;
  /** All of them: the list replaces what the line had. */
  modeles?: Modele[];
}

export interface NouvelleLigne {
  id: string;
  pays?: string;
  nom: string;
  fournisseur: Fournisseur;
  compte: string;
  secret: string;
  usage: Usage;
  ordre: number;
  intervalle_min_ms: number;
  intervalle_max_ms: number;
  plafond_jour: number;
  chauffe: boolean;
}

export const useLignes = () =>
  useQuery({
    queryKey: ['notifications', 'lignes'],
    queryFn: ({ signal }) => http.get<Ligne[]>('/lignes', undefined, signal),
  });

function useActe<V>(acte: (valeurs: V) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: acte,
    onSuccess: () => client.invalidateQueries({ queryKey: ['notifications'] }),
    meta: { silencieux: true },
  });
}

export const useNouvelleLigne = () =>
  useActe((ligne: NouvelleLigne) => http.post<Ligne>('/lignes', ligne));

export const useReglageLigne = (id: string) =>
  useActe((reglage: Reglage) => http.patch<Ligne>(`/lignes/${id}`, reglage));

export const usePauseLigne = (id: string) =>
  useActe((pause: { minutes: number; motif: string }) =>
    http.post<Ligne>(`/lignes/${id}/pause`, pause),
  );

export const useSecretLigne = (id: string) =>
  useActe((secret: { secret: string; compte?: string }) =>
    http.post<Ligne>(`/lignes/${id}/secret`, secret),
  );

/** The whole order of one country's use: only the lines whose place changed are written. */
export const useOrdreLignes = () =>
  useActe(async (lignes: readonly Ligne[]) => {
    for (const [ordre, ligne] of lignes.entries()) {
      if (ligne.ordre !== ordre) await http.patch(`/lignes/${ligne.id}`, { ordre });
    }
  });
