import { Blob as BlobNode } from 'node:buffer';
import { vi } from 'vitest';
import { closeDatabase, useStockage } from '@/offline/db';
import { forgetEnrolment } from '@/offline/enrolement';
import { capture } from '@/offline/outbox';
import type { Saisie } from '@/offline/saisie';
import { useSync } from '@/offline/sync';
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
