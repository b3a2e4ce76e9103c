import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { freshDevice, photo, scan } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { database } from './db';
import { countQueue } from './etat';
import { capture, fileAway } from './outbox';
import { settle } from './reglement';
import { remarkOf } from './remarque';
import { syncNow } from './sync';
import type { ResultatServeur } from './types';

let serveur: ServeurSync;
let acteur: string;

beforeEach(async () => {
  serveur = await freshDevice();
  acteur = signIn().id;
});
afterEach(() => vi.unstubAllGlobals());

const pay = () =>
  capture({
    type: 'encaissement.enregistrer',
    entity_id: '0199a000-0000-7000-8000-0000000000e1',
    payload: { client_id: 'c', somme: 5_000, moyen: 'especes' },
    resume: '5000',
  });

const aRevoir = async (): Promise<number> => (await countQueue(acteur)).aRevoir;

const answerOf = async (op_id: string) => {
  const resultat = await (await database()).get('resultats', op_id);
  if (!resultat) throw new Error('nothing was answered');
  return resultat;
};

/** The server keeps payments, and says they were more than was due. */
function overpaid(): void {
  serveur.verdicts = { 'encaissement.enregistrer': 'applied_with_conflict' };
  serveur.reponses = { 'encaissement.enregistrer': { conflit: 'trop_percu' } };
}

/** Everything recent is told again, under the same ids. */
async function sendAllAgain(): Promise<void> {
  serveur.epoque = (serveur.epoque ?? 0) + 1;
  await scan('suite');
  await syncNow(true);
  await syncNow(true);
}

describe('an answer told a second time', () => {
  test('what it disagreed with is shown, though the first was lost on its way', async () => {
    overpaid();
    const { op_id } = await pay();
    serveur.pannes = ['coupe_apres'];
    await syncNow(true);
    expect(serveur.effets.get(op_id)).toBe(1);
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, aRevoir: 1 });
    expect(remarkOf(await answerOf(op_id))).toBe('trop_percu');
  });

  test('one that disagreed with nothing needs nobody', async () => {
    serveur.reponses = { 'encaissement.enregistrer': { conflit: null, recu_numero: 'R-1' } };
    const { op_id } = await pay();
    serveur.pannes = ['coupe_apres'];
    await syncNow(true);
    await syncNow(true);
    expect(await answerOf(op_id)).toMatchObject({ status: 'duplicate', a_revoir: 0 });
  });

  test('a remark nobody has read stays to be read', async () => {
    serveur.epoque = 1;
    overpaid();
    await pay();
    await syncNow(true);
    await sendAllAgain();
    expect(await aRevoir()).toBe(1);
  });

  test('a remark somebody read and filed does not come back', async () => {
    serveur.epoque = 1;
    overpaid();
    const { op_id } = await pay();
    await syncNow(true);
    await fileAway(op_id);
    await sendAllAgain();
    expect(serveur.recus.flat().filter((un) => un.op_id === op_id)).toHaveLength(2);
    expect(await aRevoir()).toBe(0);
  });

  test('another remark than the one that was filed is shown', async () => {
    serveur.epoque = 1;
    overpaid();
    const { op_id } = await pay();
    await syncNow(true);
    await fileAway(op_id);
    serveur.reponses = { 'encaissement.enregistrer': { conflit: 'tardif' } };
    await sendAllAgain();
    expect(await aRevoir()).toBe(1);
  });

  test('a refusal somebody filed does not come back', async () => {
    serveur.epoque = 1;
    serveur.verdicts = { 'encaissement.enregistrer': 'rejected' };
    const { op_id } = await pay();
    await syncNow(true);
    expect(await aRevoir()).toBe(1);
    await fileAway(op_id);
    await sendAllAgain();
    expect(serveur.recus.flat().filter((un) => un.op_id === op_id)).toHaveLength(2);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, aRevoir: 0 });
  });

  test('nor after a wait on the way: a photo’s bytes had to go up again first', async () => {
    const { photos } = await scan('A', { photos: [photo('un')] });
    const op_id = photos[0]?.op_id ?? '';
    const base = await database();
    const op = await base.get('ops', op_id);
    const ligne = await base.get('attente', op_id);
    if (!op || !ligne) throw new Error('nothing was captured');
    const problem = { title: 'Refus', status: 409, detail: 'Illisible.', code: 'photo_refusee' };
    const refus: ResultatServeur = { op_id, status: 'rejected', problem };
    await settle([op], [refus], Date.now());
    await fileAway(op_id);
    await base.put('attente', ligne);
    const absent = { ...problem, code: 'televersement_absent' };
    await settle([op], [{ op_id, status: 'deferred', problem: absent }], Date.now());
    expect(await base.get('attente', op_id)).toMatchObject({ pret: 0 });
    await settle([op], [refus], Date.now());
    expect(await aRevoir()).toBe(0);
  });
});
