import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { freshDevice, scan } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { countQueue } from './etat';
import { syncNow } from './sync';

let serveur: ServeurSync;
beforeEach(async () => {
  serveur = await freshDevice();
});
afterEach(() => vi.unstubAllGlobals());

test('a server back from a backup is told again what it had acknowledged, under the same ids', async () => {
  const { id } = signIn();
  serveur.epoque = 1;
  const perdue = await scan('A');
  await syncNow(true);
  expect(await countQueue(id)).toMatchObject({ aEnvoyer: 0 });
  // The backup was older than A.
  serveur.effets.clear();
  serveur.epoque = 2;
  const neuve = await scan('B');
  await syncNow(true);
  expect([...serveur.effets.keys()].sort()).toEqual([perdue.op_id, neuve.op_id].sort());
  expect(await countQueue(id)).toMatchObject({ aEnvoyer: 0 });
  const envois = serveur.recus.length;
  await scan('C');
  await syncNow(true);
  expect(serveur.recus.length).toBe(envois + 1);
});
