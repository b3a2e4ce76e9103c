import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { http } from '@/lib/http';
import { ETAPES, type Etape } from './etats';

export const LANGUES = ['fr', 'en', 'zh', 'bm'] as const;
export type LangueTexte = (typeof LANGUES)[number];

export type Canal = 'whatsapp' | 'sms';

/** One thing told, by one channel. */
export interface Texte {
  canal: Canal;
  etape: Etape;
}

/** What has words of its own: every step, and the two an SMS tells where WhatsApp knows nobody. */
export const TEXTES: readonly Texte[] = [
  ...ETAPES.map((etape) => ({ canal: 'whatsapp', etape }) as const),
  { canal: 'sms', etape: 'disponible' },
  { canal: 'sms', etape: 'otp' },
];

/** Which text: one step told by one channel, in one language, by one country. */
export interface Choix extends Texte {
  pays: string;
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
  /** Places an SMS counts: all of them, and how many one SMS holds. */
  places: number;
  places_par_sms: number;
  /** Signs that make every SMS hold less than half as much. */
  hors_alphabet: string;
}

/** The server refuses a shorter or a longer text. */
export const TEXTE_MIN = 5;
export const TEXTE_MAX = 3000;

export const useGabarits = () =>
  useQuery({
    queryKey: ['gabarits'],
    queryFn: ({ signal }) => http.get<Gabarit[]>('/gabarits', undefined, signal),
  });

export const useVersions = ({ pays, etape, canal, langue }: Choix) =>
  useQuery({
    queryKey: ['gabarits', 'versions', pays, canal, etape, langue],
    queryFn: ({ signal }) =>
      http.get<Version[]>('/gabarits/versions', { pays, etape, canal, langue }, signal),
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
