import { openDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { freshDevice, photo, scan, VOL } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { closeDatabase, database, useStockage } from './db';
import { countQueue } from './etat';
import type { Base } from './schema';
import { syncNow } from './sync';
import { upgradeToV2 } from './upgrade';

let serveur: ServeurSync;
const ANCIEN = '0199a000-0000-7000-8000-00000000d001';
const AUTRE = '0199a000-0000-7000-8000-000000000002';

beforeEach(async () => {
  serveur = await freshDevice();
});
afterEach(() => vi.unstubAllGlobals());

function opV1(seq: number, actor_id: string, plus: object = {}) {
  const op_id = `0199a000-0000-7000-8000-0000000000${String(seq).padStart(2, '0')}`;
  return {
    op_id,
    actor_id,
    seq,
    photos: [] as string[],
    resume: `A${seq}`,
    enveloppe: {
      op_id,
      device_id: ANCIEN,
      seq,
      actor_id,
      type: 'vol.charger',
      schema_v: 1,
      entity_id: VOL,
      depends_on: [],
      captured_at: '2026-11-20T10:00:00.000Z',
      clock_offset_ms: 0,
      payload: { code: `A${seq}` },
    },
    ...plus,
  };
}

/** A browser as version 1 of the app left it: one device id, one sequence, nothing signed. */
async function leaveV1(moi: string) {
  const base = await openDB('ts-air-cargo', 1, {
    upgrade(v1) {
      const ops = v1.createObjectStore('ops', { keyPath: 'op_id' });
      ops.createIndex('seq', 'seq', { unique: true });
      const attente = v1.createObjectStore('attente', { keyPath: 'op_id' });
      attente.createIndex('acteur_seq', ['actor_id', 'seq']);
      attente.createIndex('entite', 'entity_id');
      const resultats = v1.createObjectStore('resultats', { keyPath: 'op_id' });
      resultats.createIndex('acteur_a_revoir', ['actor_id', 'a_revoir']);
      const blobs = v1.createObjectStore('blobs', { keyPath: 'sha256' });
      blobs.createIndex('acteur_televerse', ['actor_id', 'televerse']);
      v1.createObjectStore('meta');
      v1.createObjectStore('lecture', { keyPath: 'cle' });
    },
  });
  const avecPhoto = opV1(2, moi, { photos: ['ab'] });
  const ops = [opV1(1, moi), avecPhoto, opV1(3, AUTRE)];
  for (const op of ops) {
    await base.add('ops', op);
    const { op_id, actor_id, seq } = op;
    const ligne = { op_id, actor_id, seq, entity_id: VOL, type: 'vol.charger' };
    const captured_at = '2026-11-20T10:00:00.000Z';
    await base.add('attente', { ...ligne, captured_at, pas_avant: 0, essais: 0 });
  }
  const blob = { sha256: 'ab', op_id: avecPhoto.op_id, actor_id: moi, blob: photo('x') };
  await base.add('blobs', { ...blob, taille: 1, televerse: 0 });
  await base.put('meta', ANCIEN, 'appareil');
  await base.put('meta', 3, 'seq');
  const avant = { ops: await base.getAll('ops'), blobs: await base.getAll('blobs') };
  base.close();
  return avant;
}

test('the upgrade keeps every waiting act and photo as it was captured', async () => {
  const avant = await leaveV1(signIn().id);
  const base = await database();
  expect(await base.getAll('ops')).toEqual(avant.ops);
  expect((await base.getAll('blobs')).map(({ sha256 }) => sha256)).toEqual(['ab']);
  expect(await base.count('attente')).toBe(3);
});

test('what was waiting before the upgrade still leaves, under its old device id', async () => {
  const { id } = signIn();
  await leaveV1(id);
  expect(await countQueue(id)).toMatchObject({ aEnvoyer: 2, photos: 1 });
  await scan('neuf');
  await syncNow(true);
  const lots = serveur.recus.map((lot) => lot.map(({ device_id, seq }) => [device_id, seq]));
  expect(lots.flat().filter(([device]) => device === ANCIEN)).toEqual([
    [ANCIEN, 1],
    [ANCIEN, 2],
  ]);
  expect(lots.every((lot) => new Set(lot.map(([device]) => device)).size === 1)).toBe(true);
  expect(lots.flat().filter(([device]) => device !== ANCIEN)).toEqual([[expect.any(String), 1]]);
  expect(await countQueue(id)).toMatchObject({ aEnvoyer: 0, photos: 0 });
});

test('somebody else’s acts of before the upgrade wait for their own log-in', async () => {
  await leaveV1(signIn().id);
  await syncNow(true);
  expect((await countQueue(AUTRE)).aEnvoyer).toBe(1);
});

test('a page left open lets go of the storage and says that it must be loaded again', async () => {
  await database();
  const neuve = await openDB('ts-air-cargo', 4);
  expect(useStockage.getState().perimee).toBe(true);
  neuve.close();
  await expect(database()).rejects.toThrow();
  await closeDatabase().catch(() => undefined);
});

test('a page that waits for another tab says so', async () => {
  await leaveV1(signIn().id);
  const ancienne = await openDB('ts-air-cargo', 1, { blocking: () => undefined });
  const ouverture = database();
  await vi.waitFor(() => expect(useStockage.getState().bloquee).toBe(true), 10_000);
  ancienne.close();
  await ouverture;
  expect(useStockage.getState().bloquee).toBe(false);
});

test('version 2 gains the place for what is being typed, and loses nothing', async () => {
  await leaveV1(signIn().id);
  const v2 = await openDB('ts-air-cargo', 2, {
    upgrade: (montee, _ancienne, _nouvelle, tx) =>
      upgradeToV2(montee as unknown as Base, tx as unknown as Parameters<typeof upgradeToV2>[1]),
  });
  const avant = { ops: await v2.getAll('ops'), attente: await v2.getAll('attente') };
  v2.close();
  const base = await database();
  expect(await base.getAll('ops')).toEqual(avant.ops);
  expect(await base.getAll('attente')).toEqual(avant.attente);
  expect(await base.count('brouillons')).toBe(0);
});
