import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { freshDevice, photo } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { enrolAgain } from './enrolement';
import { countQueue } from './etat';
import { journalOf, updateJournal } from './journal';
import { CashCapError, capture } from './outbox';
import { syncNow } from './sync';
import type { Declaration } from './types';

let serveur: ServeurSync;
beforeEach(async () => {
  serveur = await freshDevice();
});
afterEach(() => vi.unstubAllGlobals());

const pay = (somme: number) =>
  capture({
    type: 'encaissement.enregistrer',
    entity_id: '0199a000-0000-7000-8000-0000000000e1',
    payload: { client_id: 'c', somme, moyen: 'especes' },
    resume: String(somme),
    photos: [photo(String(somme))],
  });

const declarations = (): Declaration[] =>
  serveur.corps
    .map(({ declaration }) => declaration as Declaration | undefined)
    .filter((une) => une !== undefined);

/** Cash and a photo under a log the server then revoked; another log was begun since. */
async function revokedWith(somme: number) {
  const personne = signIn({ actions: ['appareil.enroler'] });
  await pay(somme);
  serveur.revoques.add((await journalOf(personne)).device_id);
  await syncNow(true);
  await enrolAgain(personne);
  serveur.corps.length = 0;
  return personne;
}

test('a log declares its own cash, acts and photos, not those of the person’s older log', async () => {
  const personne = await revokedWith(5_000);
  await pay(2_000);
  await syncNow(true);
  expect(declarations()[0]).toEqual({
    seq: 2,
    especes: { montant: 2_000, devise: 'XOF' },
    en_attente: 2,
    photos: 1,
    bilan: [
      { type: 'encaissement.enregistrer', nombre: 1, especes: 2_000 },
      { type: 'photo.attach', nombre: 1, especes: 0 },
    ],
  });
  // The older log's are still here, for an admin to settle.
  expect((await countQueue(personne.id)).aRevoir).toBe(2);
});

test('the cap is the person’s: cash under an older log still counts against it', async () => {
  const { id } = await revokedWith(5_000);
  await updateJournal(id, { plafond: { montant: 6_000, devise: 'XOF' } });
  await expect(pay(2_000)).rejects.toBeInstanceOf(CashCapError);
  await pay(1_000);
});
