import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { freshDevice, photo, scan } from '../../tests/hors-ligne';
import { isNearlyFull } from './appareil';
import { readOtherQueues } from './autres-files';
import { database } from './db';
import { exportName, exportQueue } from './export';
import { syncNow } from './sync';

beforeEach(async () => {
  await freshDevice();
});
afterEach(() => vi.unstubAllGlobals());

test('the export holds the signed envelopes as captured, and the photos', async () => {
  const { id } = signIn();
  const { op_id, photos } = await scan('A', { photos: [photo('un')] });
  const lignes = (await (await exportQueue(id)).fichier.text())
    .split('\n')
    .map((une) => JSON.parse(une));
  expect(lignes.map(({ genre }) => genre)).toEqual([
    'manifeste',
    'operation',
    'operation',
    'photo',
  ]);
  expect(lignes[0]).toMatchObject({ version: 1, actor_id: id, operations: 2, photos: 1, seq: 2 });
  const { genre: _, ...enveloppe } = lignes[1];
  expect(enveloppe).toEqual((await (await database()).get('ops', op_id))?.enveloppe);
  expect(lignes[3]).toMatchObject({ sha256: photos[0]?.sha256, base64: btoa('un') });
});

test('exporting sends nothing and removes nothing', async () => {
  const { id } = signIn();
  await scan('A', { photos: [photo('un')] });
  await exportQueue(id);
  const base = await database();
  expect([await base.count('attente'), await base.count('blobs')]).toEqual([2, 1]);
});

test('the file says whose it is and when', () => {
  expect(exportName('Moussa Keïta', new Date('2026-11-21T01:42:00Z'))).toBe(
    'ts-envois-moussa-keita-2026-11-21-0142.jsonl',
  );
});

test('somebody else’s queue is seen until it has left under their name', async () => {
  const awa = signIn({ nom: 'Awa' });
  await scan('A');
  await scan('B');
  const binta = signIn({ id: '0199a000-0000-7000-8000-000000000002', nom: 'Binta' });
  expect(await readOtherQueues(binta.id)).toEqual([
    expect.objectContaining({ actor_id: awa.id, personne: 'Awa', aEnvoyer: 2, photos: 0 }),
  ]);
  signIn({ nom: 'Awa' });
  await syncNow(true);
  expect(await readOtherQueues(binta.id)).toEqual([]);
});

test('little room is said early, and nothing is claimed without an estimate', () => {
  expect(isNearlyFull({ octets: 0, quota: 0 })).toBe(false);
  expect(isNearlyFull({ octets: 1e9, quota: 10e9 })).toBe(false);
  expect(isNearlyFull({ octets: 8.5e9, quota: 10e9 })).toBe(true);
  expect(isNearlyFull({ octets: 0.3e9, quota: 0.5e9 })).toBe(true);
});
