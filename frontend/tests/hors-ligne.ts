import { Blob as BlobNode } from 'node:buffer';
import { vi } from 'vitest';
import type { Utilisateur } from '@/lib/session';
import { uuid7 } from '@/lib/uuid7';
import { closeDatabase, database, type OpGardee, useStockage } from '@/offline/db';
import { pendingOf } from '@/offline/en-attente';
import { forgetEnrolment } from '@/offline/enrolement';
import { journalOf } from '@/offline/journal';
import { capture } from '@/offline/outbox';
import type { Saisie } from '@/offline/saisie';
import { useSync } from '@/offline/sync';
import type { Enveloppe } from '@/offline/types';
import { ServeurSync } from './serveur-sync';

export async function deleteBase(): Promise<void> {
  await closeDatabase();
  await new Promise<void>((resolve, reject) => {
    const demande = indexedDB.deleteDatabase('ts-air-cargo');
    demande.onsuccess = () => resolve();
    demande.onerror = () => reject(demande.error);
  });
}

/** A new browser in front of a new server. */
export async function freshDevice(): Promise<ServeurSync> {
  // jsdom's Blob cannot be cloned into a database; Node's can, like a browser's.
  vi.stubGlobal('Blob', BlobNode);
  await deleteBase();
  forgetEnrolment();
  useSync.setState({ enCours: false, pause: null, dernierContact: null, decalageMs: 0 });
  useStockage.setState({ bloquee: false, perimee: false });
  const serveur = new ServeurSync();
  vi.stubGlobal('fetch', serveur.fetch);
  return serveur;
}

export const VOL = '0199a000-0000-7000-8000-0000000000f1';

export const scan = (resume: string, plus: Partial<Saisie> = {}) =>
  capture({ type: 'vol.charger', entity_id: VOL, payload: { code: resume }, resume, ...plus });

export const photo = (texte: string): Blob => new Blob([texte], { type: 'image/jpeg' });

/** Intakes this person already has waiting, older than anything captured after. */
export async function queueIntakes(acteur: Utilisateur, nombre: number): Promise<void> {
  const { device_id } = await journalOf(acteur);
  const base = await database();
  const tx = base.transaction(['ops', 'attente', 'journaux'], 'readwrite');
  const journal = await tx.objectStore('journaux').get(acteur.id);
  if (!journal) throw new Error('no log');
  const ecritures: Promise<unknown>[] = [
    tx.objectStore('journaux').put({ ...journal, seq: journal.seq + nombre }),
  ];
  for (let seq = journal.seq + 1; seq <= journal.seq + nombre; seq += 1) {
    const op = intakeOf(acteur.id, device_id, seq);
    ecritures.push(tx.objectStore('ops').put(op));
    const ligne = pendingOf(op, { pret: 1, sujets: [], especes: null });
    ecritures.push(tx.objectStore('attente').put(ligne));
  }
  await Promise.all([...ecritures, tx.done]);
}

function intakeOf(actor_id: string, device_id: string, seq: number): OpGardee {
  const op_id = uuid7();
  const enveloppe: Enveloppe = {
    op_id,
    device_id,
    seq,
    actor_id,
    type: 'colis.enregistrer',
    schema_v: 1,
    entity_id: uuid7(),
    depends_on: [],
    captured_at: new Date().toISOString(),
    clock_offset_ms: 0,
    payload: {},
  };
  return { op_id, actor_id, seq, enveloppe, photos: [], resume: String(seq) };
}
