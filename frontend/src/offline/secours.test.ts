import { Blob as BlobNode } from 'node:buffer';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { FauxCaches } from '../../tests/faux-caches';
import { ServeurSync } from '../../tests/serveur-sync';
import { closeDatabase, database, useStockage } from './db';
import { forgetEnrolment } from './enrolement';
import { capture, ParentMissingError } from './outbox';
import { sweepCopies } from './secours';
import { syncNow } from './sync';

let serveur: ServeurSync;
let copies: FauxCaches;

/** As Chromium does with a torn log: every store of this page is gone. */
async function loseDatabase(): Promise<void> {
  await closeDatabase();
  await new Promise<void>((resolve, reject) => {
    const demande = indexedDB.deleteDatabase('ts-air-cargo');
    demande.onsuccess = () => resolve();
    demande.onerror = () => reject(demande.error);
  });
}

beforeEach(async () => {
  vi.stubGlobal('Blob', BlobNode);
  copies = new FauxCaches();
  vi.stubGlobal('caches', copies);
  await loseDatabase();
  forgetEnrolment();
  useStockage.setState({ reprises: 0 });
  serveur = new ServeurSync();
  vi.stubGlobal('fetch', serveur.fetch);
  signIn();
});

afterEach(() => vi.unstubAllGlobals());

const scan = (resume: string, plus: object = {}) =>
  capture({
    type: 'vol.charger' as const,
    entity_id: '0199a000-0000-7000-8000-0000000000f1',
    payload: { code: resume },
    resume,
    ...plus,
  });

const photo = (): Blob => new Blob(['image'], { type: 'image/jpeg' });

test('what was saved comes back when the browser has lost its whole database', async () => {
  const { op_id, photos } = await scan('A', { photos: [photo()] });
  await loseDatabase();
  const base = await database();
  expect((await base.getAll('attente')).map((une) => une.op_id).sort()).toEqual(
    [op_id, photos[0]?.op_id].sort(),
  );
  expect(await base.getKey('blobs', photos[0]?.sha256 ?? '')).toBeDefined();
  expect(useStockage.getState().reprises).toBe(2);
});

test('what came back leaves under the ids it was captured with, once', async () => {
  const { op_id } = await scan('A', { photos: [photo()] });
  await loseDatabase();
  await syncNow(true);
  expect(serveur.effets.get(op_id)).toBe(1);
  expect(await (await database()).count('attente')).toBe(0);
});

test('what the server has settled leaves no copy behind', async () => {
  await scan('A', { photos: [photo()] });
  expect(copies.addresses()).toHaveLength(3);
  await syncNow(true);
  expect(copies.addresses()).toEqual([]);
});

test('a label may leave once the act is on the disk; saved is said after the second copy', async () => {
  const base = await database();
  const vus: Promise<[number, number]>[] = [];
  const compter = async (): Promise<[number, number]> => {
    const copiees = copies.addresses().length;
    return [copiees, await base.count('attente')];
  };
  const acte = {
    type: 'vol.charger' as const,
    entity_id: '0199a000-0000-7000-8000-0000000000f1',
    payload: { code: 'A' },
    resume: 'A',
  };
  await capture(acte, new Date(), () => void vus.push(compter()));
  expect(await Promise.all(vus)).toEqual([[0, 1]]);
  expect(copies.addresses()).toHaveLength(1);
});

test('an act refused at capture has no copy: it must not come back', async () => {
  const absent = '0199a000-0000-7000-8000-00000000dead';
  await expect(scan('A', { depends_on: [absent] })).rejects.toThrow(ParentMissingError);
  expect(copies.addresses()).toEqual([]);
});

test('a database that lost nothing takes nothing back', async () => {
  await scan('A');
  await closeDatabase();
  expect(await (await database()).count('ops')).toBe(1);
  expect(useStockage.getState().reprises).toBe(0);
});

test('an interrupted return starts again at the next opening', async () => {
  await scan('A');
  await scan('B');
  await loseDatabase();
  copies.breakAfter(2);
  expect(await (await database()).count('ops')).toBe(1);
  copies.breakAfter(Number.POSITIVE_INFINITY);
  await closeDatabase();
  expect(await (await database()).count('ops')).toBe(2);
});

test('copies that an interrupted answer left behind are swept', async () => {
  const { op_id } = await scan('A');
  const base = await database();
  await base.delete('attente', op_id);
  await sweepCopies(base);
  expect(copies.addresses()).toEqual([]);
});

test('no copy is swept before the database was compared with them', async () => {
  await scan('A');
  const base = await database();
  await base.clear('attente');
  await base.delete('meta', 'secours_compare');
  await sweepCopies(base);
  expect(copies.addresses()).toHaveLength(1);
});

test('without a place for copies, capture goes on as before', async () => {
  vi.stubGlobal('caches', { open: () => Promise.reject(new Error('plein')) });
  const { op_id } = await scan('A');
  expect(await (await database()).getKey('ops', op_id)).toBeDefined();
});

test('a photo whose act is gone from the copies does not come back alone', async () => {
  await scan('A', { photos: [photo()] });
  for (const adresse of copies.addresses().filter((une) => une.includes('/op/'))) {
    await (await copies.open('secours')).delete(adresse);
  }
  await loseDatabase();
  expect(await (await database()).count('blobs')).toBe(0);
});

test('an act whose photo the server already had does not wait for it', async () => {
  await scan('A', { photos: [photo()] });
  for (const adresse of copies.addresses().filter((une) => une.includes('/photo/'))) {
    await (await copies.open('secours')).delete(adresse);
  }
  await loseDatabase();
  const attente = await (await database()).getAll('attente');
  expect(attente.map(({ pret }) => pret)).toEqual([1, 1]);
});

test('a storage of copies that never answers holds up neither a capture nor the database', async () => {
  vi.stubGlobal('caches', { open: () => new Promise(() => undefined) });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const prise = scan('A');
  const horloge = setInterval(() => void vi.advanceTimersByTimeAsync(1_000), 5);
  try {
    expect((await prise).op_id).toBeDefined();
  } finally {
    clearInterval(horloge);
    vi.useRealTimers();
  }
});
