import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Utilisateur } from '@/lib/session';
import { AGENT, signIn } from '../../tests/appuis';
import { freshDevice } from '../../tests/hors-ligne';
import { database } from './db';
import { markRefused } from './enrolement';
import { stationScope } from './flux';
import { journalOf, renewJournal } from './journal';
import { fetchOrKept } from './lecture';
import { removePin, setPin, tryPin } from './pin';
import { pullNow } from './portees';

let personne: Utilisateur;
/** Readings asked of the server. */
let demandes: string[];
let enChemin: () => Promise<unknown>;

async function answer(input: RequestInfo | URL): Promise<Response> {
  const { pathname } = new URL(new Request(input).url);
  demandes.push(pathname);
  await enChemin();
  const items = pathname.endsWith('/sync/flux')
    ? [{ genre: 'vol', id: 'v1', supprime: false, donnees: { id: 'v1', statut: 'ouvert' } }]
    : [1];
  return new Response(JSON.stringify({ items, curseur: 'c1', complet: true, server_now: '' }), {
    headers: { 'Content-Type': 'application/json' },
  });
}

beforeEach(async () => {
  await freshDevice();
  demandes = [];
  enChemin = () => Promise.resolve();
  vi.stubGlobal('fetch', answer);
  personne = signIn({ actions: ['sync.lire'] });
  await journalOf(personne);
});
afterEach(() => vi.unstubAllGlobals());

async function keptLists(): Promise<number[]> {
  const base = await database();
  return Promise.all([base.count('lecture'), base.count('flux'), base.count('flux_etat')]);
}

const readClients = () => fetchOrKept<{ items: number[] }>('/clients', { q: '76112233' });

async function blockPin(): Promise<void> {
  await setPin(personne.id, '2580', 1_000);
  for (let essai = 0; essai < 5; essai += 1) await tryPin(personne.id, '0000');
}

test('a device turned away does not fetch back the lists it was made to wipe', async () => {
  await pullNow();
  await readClients();
  await markRefused(personne.id, 'appareil_revoque');
  await pullNow();
  expect((await readClients()).valeur.items).toEqual([1]);
  expect(await keptLists()).toEqual([0, 0, 0]);
  expect(demandes.filter((une) => une.endsWith('/sync/flux'))).toHaveLength(1);
});

test('nor keeps what was on its way when it was turned away', async () => {
  enChemin = () => markRefused(personne.id, 'appareil_revoque');
  await pullNow();
  expect(await keptLists()).toEqual([0, 0, 0]);
  await readClients();
  expect(await keptLists()).toEqual([0, 0, 0]);
});

test('enrolled again, it has its lists again', async () => {
  const { device_id } = await journalOf(personne);
  await markRefused(personne.id, 'appareil_refuse');
  await renewJournal(personne, device_id);
  await pullNow();
  await readClients();
  expect(await keptLists()).toEqual([1, 1, 1]);
});

test('behind a code tried too often nothing comes back until the password opened it', async () => {
  await blockPin();
  await pullNow();
  await readClients();
  expect(await keptLists()).toEqual([0, 0, 0]);
  await removePin(personne.id);
  await pullNow();
  await readClients();
  expect(await keptLists()).toEqual([1, 1, 1]);
});

test('another person of the same browser keeps theirs', async () => {
  await markRefused(personne.id, 'appareil_revoque');
  const autre = signIn({ id: '0199a000-0000-7000-8000-000000000002', actions: ['sync.lire'] });
  await pullNow();
  const base = await database();
  expect(await base.getAll('flux_etat')).toMatchObject([
    { acteur: autre.id, portee: stationScope(AGENT.agence?.id ?? '') },
  ]);
});

test('a storage that does not open costs the copy, not the answer', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('damaged', 'UnknownError');
  });
  expect((await readClients()).valeur.items).toEqual([1]);
});
