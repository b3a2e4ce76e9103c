import { renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Utilisateur } from '@/lib/session';
import { signIn } from '../../tests/appuis';
import { freshDevice, queueIntakes, VOL } from '../../tests/hors-ligne';
import { database } from './db';
import { useArgentEnAttente, useAttenteDe } from './etat';
import { capture } from './outbox';
import type { TypeOperation } from './types';

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
