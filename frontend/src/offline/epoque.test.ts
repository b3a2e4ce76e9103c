import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Utilisateur } from '@/lib/session';
import { signIn } from '../../tests/appuis';
import { freshDevice, scan } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { database } from './db';
import { countQueue } from './etat';
import { journalOf, renewJournal } from './journal';
import { syncNow } from './sync';

let serveur: ServeurSync;
beforeEach(async () => {
  serveur = await freshDevice();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A server that enrols this device and says which epoch it is in. */
function enrol(): Utilisateur {
  serveur.appareils = ({ id }) =>
    Response.json({
      id,
      nom: 'Banc',
      serie: 'P7K2',
      enrole_le: '2026-11-20T08:00:00Z',
      epoque: serveur.epoque,
    });
  return signIn({ actions: ['appareil.enroler'] });
}

/** The timer of a page left open, a while later. */
async function passLater(minutes: number): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });
  await syncNow();
}

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

test('with nothing left to send, a device still hears of a restored server and tells it again', async () => {
  const { id } = enrol();
  serveur.epoque = 1;
  const { op_id } = await scan('A');
  await syncNow(true);
  serveur.effets.clear();
  serveur.epoque = 2;
  await passLater(5);
  expect(serveur.enrolements).toHaveLength(1);
  await passLater(6);
  expect(serveur.enrolements).toHaveLength(2);
  expect([...serveur.effets.keys()]).toEqual([op_id]);
  expect(await countQueue(id)).toMatchObject({ aEnvoyer: 0 });
});

test('what the person did under an older log is told again too, what somebody else did is not', async () => {
  const autre = signIn({ id: '0199a000-0000-7000-8000-000000000002' });
  serveur.epoque = 1;
  const sienne = await scan('autre');
  await syncNow(true);
  const personne = enrol();
  const ancienne = await scan('A');
  await syncNow(true);
  await renewJournal(personne, (await journalOf(personne)).device_id);
  const recente = await scan('B');
  await syncNow(true);
  serveur.effets.clear();
  serveur.epoque = 2;
  await passLater(11);
  expect([...serveur.effets.keys()].sort()).toEqual([ancienne.op_id, recente.op_id].sort());
  expect(await (await database()).getKey('attente', sienne.op_id)).toBeUndefined();
  expect(await countQueue(autre.id)).toMatchObject({ aEnvoyer: 0 });
});

test('a restored server learns of the log before its acts come again', async () => {
  enrol();
  serveur.epoque = 1;
  await scan('A');
  await syncNow(true);
  serveur.epoque = 2;
  await scan('B');
  await syncNow(true);
  expect(serveur.enrolements).toHaveLength(2);
});

test('what a revoked older log had settled is told again once, and waits for nothing here', async () => {
  const personne = enrol();
  serveur.epoque = 1;
  const { op_id } = await scan('A');
  await syncNow(true);
  const ancien = await journalOf(personne);
  await renewJournal(personne, ancien.device_id);
  await scan('B');
  await syncNow(true);
  serveur.revoques.add(ancien.device_id);
  serveur.epoque = 2;
  await passLater(11);
  const base = await database();
  expect(await base.getKey('attente', op_id)).toBeUndefined();
  expect(await base.get('resultats', op_id)).toMatchObject({ status: 'applied', a_revoir: 0 });
});
