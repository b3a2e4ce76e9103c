import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useSession } from '@/lib/session';
import { signIn } from '../../tests/appuis';
import { freshDevice, scan } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { syncNow, useSync } from './sync';

let serveur: ServeurSync;

beforeEach(async () => {
  serveur = await freshDevice();
  signIn();
});
afterEach(() => vi.unstubAllGlobals());

test('an app opened behind a Wi-Fi page says so instead of "no network"', async () => {
  await scan('A');
  useSession.setState({ statut: 'hors_ligne' });
  vi.stubGlobal('fetch', async () => new Response('<html>Bienvenue</html>'));
  await syncNow(true);
  expect(useSync.getState().pause).toBe('portail');
});

test('who keeps pressing "send" still gets past the act the server fails on', async () => {
  const tete = await scan('A');
  const { op_id } = await scan('B');
  serveur.fatales.add(tete.op_id);
  for (let essai = 0; essai < 8; essai += 1) await syncNow(true);
  expect(serveur.effets.get(op_id)).toBe(1);
});
