import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { http } from '@/lib/http';

export interface Silence {
  debut: string;
  fin: string;
}

export interface Valeurs {
  vol_cloture_agents: boolean;
  disponible_au_pointage: boolean;
  notifications_fusion_arrive: boolean;
  /** False: none. Null: the house's own hours. */
  notifications_silence: Silence | false | null;
  rabais_limite: number;
  jeton_cede_limite: number;
  arrondi_caisse: 0 | 5 | 25;
  annulation_minutes: number;
  remise_habitue_limite: number;
  credit_client: number;
  visa_colis_limite: number;
  visa_client_limite: number;
  visa_jour_limite: number;
  pesee_controle_pct: number;
  prix_negocie_bande_pct: number;
  franchise_stockage_jours: number;
  plafond_hors_ligne: number;
  televersement_jours: number;
}

export type Cle = keyof Valeurs;

export interface ReglagesPays {
  pays: string;
  valeurs: Valeurs;
  /** Those that bound or watch agents: in effect the next local day. */
  controles: string[];
  a_venir: { cle: string; valeur: unknown; effet_le: string }[];
}

/** Kinds of field, and the side of the route a setting means something on. */
export type Genre = 'bascule' | 'argent' | 'entier' | 'arrondi' | 'silence';
export type Groupe = 'chine' | 'distribution' | 'argent' | 'messages';

export const REGLAGES: readonly { cle: Cle; genre: Genre; groupe: Groupe; maximum?: number }[] = [
  { cle: 'vol_cloture_agents', genre: 'bascule', groupe: 'chine' },
  { cle: 'prix_negocie_bande_pct', genre: 'entier', groupe: 'chine', maximum: 100 },
  { cle: 'annulation_minutes', genre: 'entier', groupe: 'chine', maximum: 1440 },
  { cle: 'televersement_jours', genre: 'entier', groupe: 'chine', maximum: 365 },
  { cle: 'disponible_au_pointage', genre: 'bascule', groupe: 'distribution' },
  { cle: 'pesee_controle_pct', genre: 'entier', groupe: 'distribution', maximum: 100 },
  { cle: 'franchise_stockage_jours', genre: 'entier', groupe: 'distribution', maximum: 365 },
  { cle: 'remise_habitue_limite', genre: 'argent', groupe: 'distribution' },
  { cle: 'rabais_limite', genre: 'argent', groupe: 'argent' },
  { cle: 'jeton_cede_limite', genre: 'argent', groupe: 'argent' },
  { cle: 'credit_client', genre: 'argent', groupe: 'argent' },
  { cle: 'visa_colis_limite', genre: 'argent', groupe: 'argent' },
  { cle: 'visa_client_limite', genre: 'argent', groupe: 'argent' },
  { cle: 'visa_jour_limite', genre: 'argent', groupe: 'argent' },
  { cle: 'plafond_hors_ligne', genre: 'argent', groupe: 'argent' },
  { cle: 'arrondi_caisse', genre: 'arrondi', groupe: 'argent' },
  { cle: 'notifications_fusion_arrive', genre: 'bascule', groupe: 'messages' },
  { cle: 'notifications_silence', genre: 'silence', groupe: 'messages' },
];

const ORIGINE: readonly Groupe[] = ['chine', 'argent'];
const DESTINATION: readonly Groupe[] = ['distribution', 'argent', 'messages'];

export const groupesOf = (pays: string): readonly Groupe[] =>
  pays === 'CN' ? ORIGINE : DESTINATION;

export const useReglages = (pays: string | null) =>
  useQuery({
    queryKey: ['reglages', pays],
    queryFn: ({ signal }) =>
      http.get<ReglagesPays>('/reglages', { pays: pays ?? undefined }, signal),
    enabled: pays !== null,
  });

export function useModificationReglages(pays: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (valeurs: Partial<Valeurs>) =>
      http.patch<ReglagesPays>(`/reglages?pays=${pays}`, valeurs),
    onSuccess: (recus) => client.setQueryData(['reglages', pays], recus),
    meta: { silencieux: true },
  });
}
