import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { usePolling } from '@/lib/direct';
import type { Argent } from '@/lib/format';
import { http, type Params } from '@/lib/http';
import { useListe } from '@/lib/liste';

export const GENRES = [
  'rabais',
  'jeton_cede',
  'garantie',
  'derogation',
  'remise_due',
  'prix_negocie',
  'capacite',
  'poids',
  'correction',
  'annulation',
  'ecart',
  'blocage_dg',
  'blocage',
  'frais',
  'telephone',
] as const;
export type Genre = (typeof GENRES)[number];
/** What undoes an act whose visa is refused: nothing is undone by itself. */
export type Suite =
  | 'annuler_encaissement'
  | 'recouvrer'
  | 'verifier_remise'
  | 'corriger_prix'
  | 'rouvrir_vol'
  | 'repeser'
  | 'corriger_encore'
  | 'bloquer'
  | 'corriger_client';
export type Statut = 'en_attente' | 'accorde' | 'refuse';

export interface Auteur {
  id: string;
  nom: string;
  role: string;
}

export interface Concession {
  id: string;
  pays: string;
  genre: Genre;
  auteur: Auteur;
  sujet_type: string;
  sujet_id: string;
  libelle: string;
  client_id: string | null;
  montant: Argent | null;
  motif: string;
  details: Record<string, unknown>;
  enregistre_le: string;
  visa: Statut | null;
}

export interface Visa {
  id: string;
  statut: Statut;
  concession: Concession;
  cree_le: string;
  echeance_le: string;
  age_h: number;
  en_retard: boolean;
  empechement: string | null;
  suite: Suite | null;
  decide_le: string | null;
  decide_par: string | null;
  decision_motif: string;
}

export interface LigneSynthese {
  pays: string;
  acteur: Auteur;
  genre: Genre;
  nombre: number;
  montant: Argent | null;
  en_attente: number;
  montant_en_attente: Argent | null;
  refuses: number;
}

export function useVisas(filtres: Params, limite = 50) {
  const refetchInterval = usePolling();
  return useListe<Visa>(['visas', 'liste'], '/visas', filtres, {
    limite,
    refetchInterval: refetchInterval || undefined,
  });
}

export function useDecision() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      id,
      ...decision
    }: {
      id: string;
      decision: 'accorder' | 'refuser';
      motif: string;
    }) => http.post<Visa>(`/visas/${id}`, decision),
    onSuccess: () => client.invalidateQueries({ queryKey: ['visas'] }),
    meta: { silencieux: true },
  });
}

export const useSynthese = (periode: Params) =>
  useQuery({
    queryKey: ['visas', 'synthese', periode],
    queryFn: ({ signal }) =>
      http.get<{ debut: string; fin: string; lignes: LigneSynthese[] }>(
        '/concessions/synthese',
        periode,
        signal,
      ),
  });
