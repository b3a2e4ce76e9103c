import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { freshDevice, photo, scan } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { totalsOf } from './bilan';
import { database } from './db';
import { capture } from './outbox';
import { syncNow } from './sync';

let serveur: ServeurSync;
let acteur: string;

beforeEach(async () => {
  serveur = await freshDevice();
  acteur = signIn().id;
});
afterEach(() => vi.unstubAllGlobals());

const pay = (montant: number, moyen = 'especes') =>
  capture({
    type: 'encaissement.enregistrer',
    entity_id: '0199a000-0000-7000-8000-0000000000e1',
    payload: { client_id: 'c', lignes: [{ colis_id: 'x', montant }], moyen },
    resume: String(montant),
  });

const declared = (): unknown => {
  const { declaration } = serveur.corps.at(-1) as { declaration: { bilan: unknown } };
  return declaration.bilan;
};

test('each push says, per type, how many acts the whole log holds and their cash', async () => {
  await scan('A', { photos: [photo('un')] });
  await pay(5_000);
  await pay(2_000, 'orange_money');
  await syncNow(true);
  // Sent and acknowledged, they are still in the log: the next push counts them too.
  await pay(1_500);
  await syncNow(true);
  expect(declared()).toEqual([
    { type: 'vol.charger', nombre: 1, especes: 0 },
    { type: 'photo.attach', nombre: 1, especes: 0 },
    { type: 'encaissement.enregistrer', nombre: 3, especes: 6_500 },
  ]);
});

test('a log begun before totals were kept is read once, whatever its length', async () => {
  for (let n = 0; n < 5; n += 1) await pay(1_000);
  await scan('A');
  const base = await database();
  const journal = await base.get('journaux', acteur);
  if (!journal) throw new Error('no log');
  const { bilan: tenu, ...ancien } = journal;
  await base.put('journaux', ancien);
  expect(await totalsOf(ancien)).toEqual(tenu);
  expect((await base.get('journaux', acteur))?.bilan).toEqual(tenu);
  await base.put('journaux', ancien);
  await pay(500);
  expect((await base.get('journaux', acteur))?.bilan?.['encaissement.enregistrer']).toEqual({
    nombre: 6,
    especes: 5_500,
  });
});

test('an act that was not written is not counted', async () => {
  await pay(1_000);
  await expect(scan('A', { depends_on: ['inconnu'] })).rejects.toThrow();
  expect((await (await database()).get('journaux', acteur))?.bilan).toEqual({
    'encaissement.enregistrer': { nombre: 1, especes: 1_000 },
  });
});
