import type { IDBPTransaction } from 'idb';
import { currentUser } from '@/lib/session';
import { uuid7 } from '@/lib/uuid7';
import { type BlobGarde, database, type EnAttente, type OpGardee, type Schema } from './db';
import { ParentMissingError, StorageFullError } from './erreurs';
import { announce } from './signal';
import type { Enveloppe, TypeOperation } from './types';

export { ParentMissingError, StorageFullError };

/** One act to write down. `entity_id` is the carton, flight or session it is about. */
export interface Saisie {
  type: TypeOperation;
  entity_id: string;
  payload: Record<string, unknown>;
  /** Acts captured before, on this device, that must be applied first. */
  depends_on?: readonly string[];
  /** JPEGs taken with the act; each becomes its own photo.attach operation. */
  photos?: readonly Blob[];
  /** The carton the photos show, when `entity_id` is not the carton itself. */
  photos_colis_id?: string;
  /** The words by which a person recognises it in the outbox. */
  resume: string;
}

export interface Capture {
  op_id: string;
  photos: { id: string; sha256: string; op_id: string }[];
}

export async function sha256Of(blob: Blob): Promise<string> {
  const resume = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(resume), (octet) => octet.toString(16).padStart(2, '0')).join(
    '',
  );
}

interface Ecriture {
  enveloppe: Omit<Enveloppe, 'seq' | 'device_id' | 'clock_offset_ms'>;
  photos: string[];
  resume: string;
}

interface PhotoPrete {
  blob: Blob;
  sha256: string;
  id: string;
}

function draftsOf(
  saisie: Saisie,
  acteur: string,
  photos: readonly PhotoPrete[],
  maintenant: Date,
): Ecriture[] {
  const commun = {
    actor_id: acteur,
    schema_v: 1 as const,
    entity_id: saisie.entity_id,
    captured_at: maintenant.toISOString(),
  };
  const principale: Ecriture = {
    enveloppe: {
      ...commun,
      op_id: uuid7(),
      type: saisie.type,
      depends_on: [...(saisie.depends_on ?? [])],
      payload: saisie.payload,
    },
    photos: [],
    resume: saisie.resume,
  };
  const annexes = photos.map(
    ({ id, sha256 }): Ecriture => ({
      enveloppe: {
        ...commun,
        op_id: uuid7(),
        type: 'photo.attach',
        depends_on: [principale.enveloppe.op_id],
        payload: { colis_id: saisie.photos_colis_id ?? saisie.entity_id, id, sha256 },
      },
      photos: [sha256],
      resume: saisie.resume,
    }),
  );
  return [principale, ...annexes];
}

/**
 * Writes the act, its photos and the next sequence numbers in one strict IndexedDB transaction.
 * Resolves only after `complete`: "Enregistré" may be shown then and not before. Refuses when a
 * parent is not on the device, or when the device is full.
 */
export async function capture(saisie: Saisie, maintenant = new Date()): Promise<Capture> {
  const acteur = currentUser();
  if (!acteur) throw new Error('capture without a signed-in person');
  const photos = await Promise.all(
    (saisie.photos ?? []).map(
      async (blob): Promise<PhotoPrete> => ({ blob, sha256: await sha256Of(blob), id: uuid7() }),
    ),
  );
  const brouillons = draftsOf(saisie, acteur.id, photos, maintenant);
  try {
    await write(brouillons, photos, acteur.id, saisie.depends_on ?? []);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'QuotaExceededError') {
      throw new StorageFullError(cause);
    }
    throw cause;
  }
  announce('capture');
  const ids = brouillons.map(({ enveloppe }) => enveloppe.op_id);
  return {
    op_id: ids[0] ?? '',
    photos: photos.map(({ id, sha256 }, rang) => ({ id, sha256, op_id: ids[rang + 1] ?? '' })),
  };
}

type Ecrivain = IDBPTransaction<Schema, ('ops' | 'attente' | 'blobs' | 'meta')[], 'readwrite'>;

async function write(
  brouillons: readonly Ecriture[],
  photos: readonly PhotoPrete[],
  acteur: string,
  parents: readonly string[],
): Promise<void> {
  const base = await database();
  const tx: Ecrivain = base.transaction(['ops', 'attente', 'blobs', 'meta'], 'readwrite', {
    durability: 'strict',
  });
  try {
    await requireParents(tx, parents);
    await addOperations(tx, brouillons);
    for (const [rang, photo] of photos.entries()) {
      await tx.objectStore('blobs').put(blobOf(photo, acteur, brouillons[rang + 1]));
    }
    await tx.done;
  } catch (cause) {
    cancel(tx);
    throw cause;
  }
}

async function requireParents(tx: Ecrivain, parents: readonly string[]): Promise<void> {
  for (const parent of parents) {
    const cle = await tx.objectStore('ops').getKey(parent);
    if (cle === undefined) throw new ParentMissingError(parent);
  }
}

async function addOperations(tx: Ecrivain, brouillons: readonly Ecriture[]): Promise<void> {
  const meta = tx.objectStore('meta');
  let seq = Number((await meta.get('seq')) ?? 0);
  const decalage = Number((await meta.get('decalage_ms')) ?? 0);
  const appareil = await deviceId(tx);
  for (const brouillon of brouillons) {
    seq += 1;
    const op = keptOf(brouillon, seq, appareil, decalage);
    await tx.objectStore('ops').add(op);
    await tx.objectStore('attente').add(pendingOf(op));
  }
  await meta.put(seq, 'seq');
}

async function deviceId(tx: Ecrivain): Promise<string> {
  const meta = tx.objectStore('meta');
  const connu = await meta.get('appareil');
  if (typeof connu === 'string') return connu;
  const neuf = uuid7();
  await meta.put(neuf, 'appareil');
  return neuf;
}

/** An aborted transaction leaves no half capture; its own rejection is the caller's. */
function cancel(tx: Ecrivain): void {
  tx.done.catch(() => undefined);
  try {
    tx.abort();
  } catch {
    // Already aborted by the request that failed.
  }
}

function keptOf(brouillon: Ecriture, seq: number, device_id: string, offset: number): OpGardee {
  const { enveloppe, photos, resume } = brouillon;
  return {
    op_id: enveloppe.op_id,
    actor_id: enveloppe.actor_id,
    seq,
    enveloppe: { ...enveloppe, device_id, seq, clock_offset_ms: offset },
    photos,
    resume,
  };
}

function pendingOf({ op_id, actor_id, seq, enveloppe }: OpGardee): EnAttente {
  return {
    op_id,
    actor_id,
    seq,
    entity_id: enveloppe.entity_id,
    type: enveloppe.type,
    captured_at: enveloppe.captured_at,
    pas_avant: 0,
    essais: 0,
  };
}

function blobOf(photo: PhotoPrete, actor_id: string, op: Ecriture | undefined): BlobGarde {
  return {
    sha256: photo.sha256,
    op_id: op?.enveloppe.op_id ?? '',
    actor_id,
    blob: photo.blob,
    taille: photo.blob.size,
    televerse: 0,
  };
}

/** Files a refused act: it leaves the repair list and will not be sent again. */
export async function fileAway(op_id: string): Promise<void> {
  const base = await database();
  const resultat = await base.get('resultats', op_id);
  if (resultat) await base.put('resultats', { ...resultat, a_revoir: 0 });
  announce('revu');
}

/** Sends a refused act again as a NEW operation that depends on nothing, and files the old one. */
export async function resend(
  op_id: string,
  payload?: Record<string, unknown>,
): Promise<Capture | null> {
  const base = await database();
  const op = await base.get('ops', op_id);
  if (!op) return null;
  const neuve = await capture({
    type: op.enveloppe.type,
    entity_id: op.enveloppe.entity_id,
    payload: { ...op.enveloppe.payload, ...payload },
    resume: op.resume,
  });
  await fileAway(op_id);
  return neuve;
}
