import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Utilisateur } from '@/lib/session';
import { signIn } from '../../tests/appuis';
import { freshDevice, queueIntakes, scan, VOL } from '../../tests/hors-ligne';
import { database, type OpGardee } from './db';
import { countQueue, LIGNES_MAX, useARevoir, useArgentEnAttente, useAttenteDe } from './etat';
import { capture } from './outbox';
import { settle } from './reglement';
import type { ResultatServeur, TypeOperation } from './types';

let acteur: Utilisateur;
beforeEach(async () => {
  await freshDevice();
  acteur = signIn();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const CLIENT = '0199a000-0000-7000-8000-0000000000c9';

const write = (type: TypeOperation, entity_id: string, payload: Record<string, unknown> = {}) =>
  capture({ type, entity_id, payload, resume: type });

test('what was paid, handed over and scanned last is seen behind a long queue', async () => {
  await queueIntakes(acteur, 520);
  await write('encaissement.enregistrer', CLIENT, { moyen: 'especes', somme: 5_000 });
  await write('remise.effectuer', VOL, { colis_ids: ['c'] });
  await write('pointage.scanner', VOL, { code: 'CODE' });
  await write('client.modifier', CLIENT, { nom: 'Awa' });
  const argent = renderHook(() => useArgentEnAttente()).result;
  const vol = renderHook(() => useAttenteDe(VOL)).result;
  const client = renderHook(() => useAttenteDe(CLIENT)).result;
  await waitFor(() =>
    expect(argent.current.map(({ type }) => type)).toEqual([
      'encaissement.enregistrer',
      'remise.effectuer',
    ]),
  );
  await waitFor(() => expect(vol.current.at(-1)?.op.enveloppe.payload).toEqual({ code: 'CODE' }));
  await waitFor(() => expect(client.current.map(({ type }) => type)).toContain('client.modifier'));
});

test('the acts of other types in the queue are not read for it', async () => {
  await queueIntakes(acteur, 300);
  await write('encaissement.enregistrer', CLIENT, { moyen: 'wave', somme: 5_000 });
  const actes = vi.spyOn(IDBObjectStore.prototype, 'get');
  const index = vi.spyOn(IDBIndex.prototype, 'getAll');
  const { result } = renderHook(() => [useArgentEnAttente(), useAttenteDe(CLIENT)]);
  await waitFor(() => expect(result.current.map((lues) => lues.length)).toEqual([1, 1]));
  expect(new Set(index.mock.contexts.map((un) => (un as IDBIndex).name))).toEqual(
    new Set(['acteur_type', 'entite']),
  );
  expect(actes.mock.calls.length).toBeLessThan(10);
});

test('acts under a log begun later come after those of the older one', async () => {
  await write('encaissement.enregistrer', CLIENT, { somme: 1 });
  await write('encaissement.enregistrer', CLIENT, { somme: 2 });
  const base = await database();
  const lignes = await base.getAll('attente');
  const ancienne = lignes.find(({ seq }) => seq === 2);
  if (!ancienne) throw new Error('nothing was captured');
  await base.put('attente', { ...ancienne, device_id: '0', seq: 90 });
  const { result } = renderHook(() => useArgentEnAttente());
  await waitFor(() =>
    expect(result.current.map(({ op }) => op.enveloppe.payload.somme)).toEqual([2, 1]),
  );
});

const REFUS = { title: 'Refus', status: 409, detail: 'Refusé.', code: 'refus' };
const RETENU = { title: 'Retenu', status: 409, detail: 'Attend.', code: 'en_quarantaine' };

/** An act the server answered so. */
async function answered(reponse: Omit<ResultatServeur, 'op_id'>): Promise<OpGardee> {
  const { op_id } = await scan('TS');
  const op = await (await database()).get('ops', op_id);
  if (!op) throw new Error('nothing was captured');
  await settle([op], [{ op_id, ...reponse }], Date.now());
  return op;
}

test('refusals are looked at first, then remarks, then what waits, and each can be reached', async () => {
  for (let n = 0; n < LIGNES_MAX + 3; n += 1) {
    await answered({ status: 'deferred', problem: RETENU });
  }
  const remarque = await answered({
    status: 'applied_with_conflict',
    resultat: { conflit: 'tardif' },
  });
  const refusee = await answered({ status: 'rejected', problem: REFUS });
  const { result } = renderHook(() => useARevoir());
  await waitFor(() => expect(result.current.lignes).toHaveLength(LIGNES_MAX));
  const [premiere, seconde, ...suite] = result.current.lignes;
  expect([premiere?.op.op_id, seconde?.op.op_id]).toEqual([refusee.op_id, remarque.op_id]);
  expect(suite.every(({ resultat }) => resultat.status === 'deferred')).toBe(true);
  expect((await countQueue(acteur.id)).aRevoir).toBe(LIGNES_MAX + 5);
  act(() => result.current.more());
  await waitFor(() => expect(result.current.lignes).toHaveLength(LIGNES_MAX + 5));
  expect(result.current.lignes[0]).toBe(premiere);
});

test('answers kept before they were ranked are shown in the same order', async () => {
  const tenue = await answered({ status: 'deferred', problem: RETENU });
  const refusee = await answered({ status: 'rejected', problem: REFUS });
  const base = await database();
  for (const resultat of await base.getAll('resultats')) {
    await base.put('resultats', { ...resultat, a_revoir: 1 });
  }
  const { result } = renderHook(() => useARevoir());
  await waitFor(() =>
    expect(result.current.lignes.map(({ op }) => op.op_id)).toEqual([refusee.op_id, tenue.op_id]),
  );
});
