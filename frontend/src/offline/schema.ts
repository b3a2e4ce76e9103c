import type { DBSchema, IDBPDatabase } from 'idb';
import type { Problem } from '@/lib/problem';
import type { Bilan } from './bilan';
import type { ClePublique } from './signature';
import type { Enveloppe, StatutResultat } from './types';

/** An operation as captured: never rewritten, never deleted by an upgrade. */
export interface OpGardee {
  op_id: string;
  actor_id: string;
  seq: number;
  enveloppe: Enveloppe;
  /** Hashes of the photos the operation speaks of. */
  photos: string[];
  /** Enough words to recognise it in a list: a code, a name, an amount. */
  resume: string;
}

/** 0: its photo is not up yet; 1: may travel; 2: the server holds it in quarantine. */
export type Pret = 0 | 1 | 2;

/** 0: nobody has to look at it; else the order in which a person does (see remarque.ts). */
export type Rang = 0 | 1 | 2 | 3;

/** Points at an operation the server has not settled yet. */
export interface EnAttente {
  op_id: string;
  actor_id: string;
  device_id: string;
  seq: number;
  entity_id: string;
  type: string;
  captured_at: string;
  photos: string[];
  /** Cartons it speaks of, by id and by code. */
  sujets?: string[];
  pret: Pret;
  /** Cash taken, in minor units, for the declaration and the cap; 0 for the rest. */
  especes: number;
  devise: string | null;
  /** Milliseconds before which it is not tried again (deferred, or failing alone). */
  pas_avant: number;
  essais: number;
}

export interface Resultat {
  op_id: string;
  actor_id: string;
  status: StatutResultat;
  version: number | null;
  problem: Problem | null;
  resultat: unknown;
  recu_le: string;
  a_revoir: Rang;
}

export interface BlobGarde {
  sha256: string;
  op_id: string;
  actor_id: string;
  blob: Blob;
  taille: number;
  /** 0: to upload; 1: uploaded, kept until its photo.attach applies; 2: filed away, kept. */
  televerse: 0 | 1 | 2;
}

/** One list or object for offline reading, replaceable at any time. */
export interface Lecture {
  cle: string;
  valeur: unknown;
  recu_le: string;
}

/** One person's log in this browser: who signs, where the numbering stands. */
export interface Journal {
  actor_id: string;
  device_id: string;
  nom: string;
  /** Whose it is, to tell two people of one bench apart. */
  personne: string;
  cle: CryptoKey;
  cle_publique: ClePublique;
  seq: number;
  /** Hash of the last envelope; null before the first. */
  hash: string | null;
  /** What it holds per type; absent from a log begun before totals were kept (see bilan.ts). */
  bilan?: Bilan;
  /** Provisional receipts printed so far under `serie`. */
  recus: number;
  serie: string | null;
  enrole_le: string | null;
  /** The most cash this person may hold unsent. */
  plafond: { montant: number; devise: string } | null;
  verrou_heures: number;
  /** Set once the server turned this device away. */
  refus: 'appareil_refuse' | 'appareil_revoque' | null;
}

/** One row of the feed: the read model is replaceable. */
export interface LigneFlux {
  acteur: string;
  portee: string;
  genre: string;
  id: string;
  generation: number;
  donnees: unknown;
}

export interface EtatFlux {
  acteur: string;
  portee: string;
  curseur: string | null;
  generation: number;
  /** False until a whole snapshot has come. */
  complet: boolean;
  recu_le: string | null;
}

/**
 * What one person was typing in one tab, in two parts: its words, written at every pause, and its
 * photos, written only when they change. `onglet` says which tab; a dead tab's may be taken up.
 */
export interface BrouillonGarde {
  acteur: string;
  onglet: string;
  part: 'saisie' | 'photos' | 'ecarte';
  /** Of the thing being typed: both parts are of the same one, or the photos are not its own. */
  entity_id: string;
  valeur: unknown;
  garde_le: string;
}

export interface Schema extends DBSchema {
  ops: { key: string; value: OpGardee; indexes: { journal_seq: [string, number] } };
  attente: {
    key: string;
    value: EnAttente;
    indexes: {
      acteur_seq: [string, number];
      entite: string;
      file: [string, Pret, string, number];
      acteur_type: [string, string];
      photo: string;
      sujet: string;
    };
  };
  resultats: {
    key: string;
    value: Resultat;
    indexes: { acteur_a_revoir: [string, number] };
  };
  blobs: { key: string; value: BlobGarde; indexes: { acteur_televerse: [string, number] } };
  meta: { key: string; value: unknown };
  lecture: { key: string; value: Lecture };
  journaux: { key: string; value: Journal };
  flux: {
    key: [string, string, string, string];
    value: LigneFlux;
    indexes: { portee: [string, string] };
  };
  flux_etat: { key: [string, string]; value: EtatFlux };
  brouillons: { key: [string, string, string]; value: BrouillonGarde };
}

export type Base = IDBPDatabase<Schema>;
