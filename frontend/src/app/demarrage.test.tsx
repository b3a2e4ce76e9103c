import { render, screen } from '@testing-library/react';
import { openDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { resumeSession, useSession } from '@/lib/session';
import { closeDatabase, database, useStockage } from '@/offline/db';
import { rememberIdentity } from '@/offline/identite';
import { lockAtStart } from '@/offline/verrou';
import { AGENT } from '../../tests/appuis';
import { freshDevice } from '../../tests/hors-ligne';
import { App } from './app';

beforeEach(async () => {
  await freshDevice();
  useStockage.setState({ bloquee: false, perimee: false, panne: false, reprises: 0 });
  useSession.setState({ statut: 'inconnue', utilisateur: null });
  rememberIdentity();
});
afterEach(() => vi.unstubAllGlobals());

/** As a browser whose files are damaged answers. */
function breakStorage(): void {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('Internal error opening backing store', 'UnknownError');
  });
}

test('a page that waits for another tab says so over the start logo', () => {
  useStockage.setState({ bloquee: true });
  render(<App />);
  expect(screen.getByText(/Fermez l’autre onglet/)).toBeVisible();
});

test('a storage that does not open leaves the log-in, and says what to do', async () => {
  breakStorage();
  await resumeSession();
  expect(useSession.getState().statut).toBe('anonyme');
  render(<App />);
  expect(await screen.findByLabelText('Identifiant')).toBeVisible();
  expect(screen.getByText(/N’effacez pas les données du site/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Recharger' })).toBeVisible();
});

test('so does one that a newer version of the app has written', async () => {
  await closeDatabase();
  const neuve = await openDB('ts-air-cargo', 99);
  neuve.close();
  await resumeSession();
  render(<App />);
  expect(await screen.findByLabelText('Identifiant')).toBeVisible();
  expect(screen.getByText(/rechargez cette page pour continuer/)).toBeVisible();
});

test('with a network, whoever is signed in goes on without the storage', async () => {
  breakStorage();
  vi.stubGlobal('fetch', async (input: RequestInfo | URL) => {
    const { pathname } = new URL(new Request(input).url);
    const refresh = pathname.endsWith('/auth/rafraichissement');
    return Response.json(refresh ? { access_token: 'a.b.c' } : AGENT);
  });
  await resumeSession();
  await lockAtStart();
  expect(useSession.getState()).toMatchObject({ statut: 'connectee', utilisateur: AGENT });
});

test('once the storage opens after all, nothing is said of it any more', async () => {
  breakStorage();
  await expect(database()).rejects.toThrow();
  expect(useStockage.getState().panne).toBe(true);
  vi.restoreAllMocks();
  await database();
  expect(useStockage.getState().panne).toBe(false);
});
