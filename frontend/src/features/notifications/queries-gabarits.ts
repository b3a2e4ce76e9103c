import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { http } from '@/lib/http';
import type { Etape } from './etats';

export const LANGUES = ['fr', 'en', 'zh', 'bm'] as const;
export type LangueTexte = (typeof LANGUES)[number];

/** Which text: one step told in one language by one country. */
export interface Choix {
  pays: string;
  etape: Etape;
  langue: LangueTexte;
}

export interface Gabarit extends Choix {
  version: number;
  texte: string;
}

/** Version 0 is the text shipped: nobody wrote it, at no moment. */
export interface Version extends Gabarit {
  cree_le: string | null;
  auteur: string | null;
}

export interface Apercu {
  texte: string;
  inconnus: string[];
  mots: string[];
  longueur: number;
  maximum: number;
  segments: number;
}

/** The server refuses a shorter or a longer text. */
export const TEXTE_MIN = 5;
export const TEXTE_MAX = 3000;

export const useGabarits = () =>
  useQuery({
    queryKey: ['gabarits'],
    queryFn: ({ signal }) => http.get<Gabarit[]>('/gabarits', undefined, signal),
  });

export const useVersions = ({ pays, etape, langue }: Choix) =>
  useQuery({
    queryKey: ['gabarits', 'versions', pays, etape, langue],
    queryFn: ({ signal }) =>
      http.get<Version[]>('/gabarits/versions', { pays, etape, langue }, signal),
  });

/** The text as a client would read it, made by the server's own renderer. */
export const useApercu = (choix: Choix, texte: string) =>
  useQuery({
    queryKey: ['gabarits', 'apercu', choix, texte],
    queryFn: () => http.post<Apercu>('/gabarits/apercu', { ...choix, texte }),
    enabled: texte.trim().length >= TEXTE_MIN && texte.length <= TEXTE_MAX,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
  });

export function useEcriture(choix: Choix) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (texte: string) => http.patch<Gabarit>('/gabarits', { ...choix, texte }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['gabarits'] }),
    meta: { silencieux: true },
  });
}
