import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Problem } from '@/lib/problem';
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

/** Points at an operation the server has not settled yet. */
export interface EnAttente {
  op_id: string;
  actor_id: string;
  seq: number;
  entity_id: string;
  type: string;
  captured_at: string;
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
  /** 1 while a person still has to look at it; IndexedDB cannot index booleans. */
  a_revoir: 0 | 1;
}

export interface BlobGarde {
  sha256: string;
  op_id: string;
  actor_id: string;
  blob: Blob;
  taille: number;
  televerse: 0 | 1;
}

/** One list or object for offline reading, replaceable at any time. */
export interface Lecture {
  cle: string;
  valeur: unknown;
  recu_le: string;
}

export interface Schema extends DBSchema {
  ops: { key: string; value: OpGardee; indexes: { seq: number } };
  attente: {
    key: string;
    value: EnAttente;
    indexes: { acteur_seq: [string, number]; entite: string };
  };
  resultats: {
    key: string;
    value: Resultat;
    indexes: { acteur_a_revoir: [string, number] };
  };
  blobs: { key: string; value: BlobGarde; indexes: { acteur_televerse: [string, number] } };
  meta: { key: string; value: unknown };
  lecture: { key: string; value: Lecture };
}

export type Base = IDBPDatabase<Schema>;

const NOM = 'ts-air-cargo';
const VERSION = 1;
let ouverture: Promise<Base> | null = null;
let surBlocage: () => void = () => undefined;

/** Told when another tab keeps an old version of the database open. */
export function onDatabaseBlocked(faire: () => void): void {
  surBlocage = faire;
}

function build(base: Base): void {
  const ops = base.createObjectStore('ops', { keyPath: 'op_id' });
  ops.createIndex('seq', 'seq', { unique: true });
  const attente = base.createObjectStore('attente', { keyPath: 'op_id' });
  attente.createIndex('acteur_seq', ['actor_id', 'seq']);
  attente.createIndex('entite', 'entity_id');
  const resultats = base.createObjectStore('resultats', { keyPath: 'op_id' });
  resultats.createIndex('acteur_a_revoir', ['actor_id', 'a_revoir']);
  const blobs = base.createObjectStore('blobs', { keyPath: 'sha256' });
  blobs.createIndex('acteur_televerse', ['actor_id', 'televerse']);
  base.createObjectStore('meta');
  base.createObjectStore('lecture', { keyPath: 'cle' });
}

/** Upgrades may add stores; `ops` and `blobs` are never rewritten nor dropped. */
export function database(): Promise<Base> {
  ouverture ??= openDB<Schema>(NOM, VERSION, {
    upgrade(base, ancienne) {
      if (ancienne < 1) build(base);
    },
    blocked: () => surBlocage(),
    blocking: () => void closeDatabase(),
    terminated: () => {
      ouverture = null;
    },
  });
  return ouverture;
}

export async function closeDatabase(): Promise<void> {
  const base = await ouverture;
  ouverture = null;
  base?.close();
}

export async function readMeta<T>(cle: string): Promise<T | undefined> {
  return (await (await database()).get('meta', cle)) as T | undefined;
}

export async function writeMeta(cle: string, valeur: unknown): Promise<void> {
  await (await database()).put('meta', valeur, cle);
}
