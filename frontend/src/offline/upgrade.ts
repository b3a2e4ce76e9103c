import type { IDBPTransaction, StoreNames } from 'idb';
import { cashOf } from './especes';
import type { Base, EnAttente, Pret, Schema } from './schema';
import { subjectsOf } from './sujets';

type Montee = IDBPTransaction<Schema, ArrayLike<StoreNames<Schema>>, 'versionchange'>;

/** Version 1: one sequence for the whole browser, nothing signed. */
export function createV1(base: Base): void {
  base.createObjectStore('ops', { keyPath: 'op_id' });
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

/**
 * Version 2: one journal per person. Indexes and stores only; `ops` and `blobs` keep every row as
 * it was captured, under the device id it was captured with.
 */
export async function upgradeToV2(base: Base, tx: Montee): Promise<void> {
  const ops = tx.objectStore('ops');
  const ancien = 'seq' as unknown as 'journal_seq';
  if ((ops.indexNames as DOMStringList).contains('seq')) ops.deleteIndex(ancien);
  ops.createIndex('journal_seq', ['enveloppe.device_id', 'seq'], { unique: true });
  const attente = tx.objectStore('attente');
  attente.createIndex('file', ['actor_id', 'pret', 'device_id', 'seq']);
  attente.createIndex('acteur_type', ['actor_id', 'type']);
  attente.createIndex('photo', 'photos', { multiEntry: true });
  attente.createIndex('sujet', 'sujets', { multiEntry: true });
  base.createObjectStore('journaux', { keyPath: 'actor_id' });
  const flux = base.createObjectStore('flux', { keyPath: ['acteur', 'portee', 'genre', 'id'] });
  flux.createIndex('portee', ['acteur', 'portee']);
  base.createObjectStore('flux_etat', { keyPath: ['acteur', 'portee'] });
  await completePending(tx);
}

/** Version 3: what is being typed outlives a reload. One store more, nothing else is touched. */
export function upgradeToV3(base: Base): void {
  base.createObjectStore('brouillons', { keyPath: ['acteur', 'onglet', 'part'] });
}

/** Waiting pointers learn what version 2 asks of them; they are not the log. */
async function completePending(tx: Montee): Promise<void> {
  let curseur = await tx.objectStore('attente').openCursor();
  while (curseur) {
    await curseur.update(await completed(tx, curseur.value));
    curseur = await curseur.continue();
  }
}

async function completed(tx: Montee, ligne: EnAttente): Promise<EnAttente> {
  const op = await tx.objectStore('ops').get(ligne.op_id);
  const photos = op?.photos ?? [];
  const restantes = await Promise.all(photos.map((sha256) => tx.objectStore('blobs').get(sha256)));
  const pret: Pret = restantes.some((garde) => garde?.televerse === 0) ? 0 : 1;
  const especes = op ? cashOf(op.enveloppe) : null;
  return {
    ...ligne,
    device_id: op?.enveloppe.device_id ?? '',
    photos,
    sujets: op ? subjectsOf(op.enveloppe.type, op.enveloppe.payload) : [],
    pret,
    especes: especes?.montant ?? 0,
    devise: especes?.devise ?? null,
  };
}
