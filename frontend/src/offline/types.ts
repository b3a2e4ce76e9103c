import type { Problem } from '@/lib/problem';

/** The field acts of this version; the payload of each is the matching API body (docs/openapi). */
export const TYPES_OPERATION = [
  'colis.enregistrer',
  'colis.peser',
  'colis.annuler',
  'colis.ajouter_arrivee',
  'client.modifier',
  'photo.attach',
  'etiquette.reimprimer',
  'vol.charger',
  'vol.decharger',
  'pointage.scanner',
  'rangement.placer',
  'remise.effectuer',
  'caisse.ouvrir',
  'encaissement.enregistrer',
] as const;

export type TypeOperation = (typeof TYPES_OPERATION)[number];

/** What travels. `op_id` is fixed at capture and never remade on a retry. */
export interface Enveloppe {
  op_id: string;
  device_id: string;
  seq: number;
  /** Hash of the journal's previous envelope; null at its start, absent before signatures. */
  prev_hash?: string | null;
  actor_id: string;
  type: TypeOperation;
  schema_v: 1;
  entity_id: string;
  base_version?: number;
  /** The refused operation this one corrects. */
  remplace?: string;
  depends_on: string[];
  captured_at: string;
  clock_offset_ms: number;
  payload: Record<string, unknown>;
  signature?: string;
}

/** What a device says of itself with each push: what the server must have before a till closes. */
export interface Declaration {
  seq: number;
  especes: { montant: number; devise: string } | null;
  en_attente: number;
  photos: number;
  /** Per type, what the log holds from its first act to `seq`: compared at the day's closing. */
  bilan: { type: string; nombre: number; especes: number }[];
}

export const STATUTS_RESULTAT = [
  'applied',
  'duplicate',
  'applied_with_conflict',
  'deferred',
  'rejected',
] as const;
export type StatutResultat = (typeof STATUTS_RESULTAT)[number];

export interface ResultatServeur {
  op_id: string;
  status: StatutResultat;
  version?: number | null;
  problem?: Problem | null;
  resultat?: unknown;
}

export interface ReponseSync {
  server_now: string;
  contiguous_upto: number;
  gaps: unknown[];
  results: ResultatServeur[];
  epoque?: number;
}
