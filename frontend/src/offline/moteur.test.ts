import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { freshDevice, photo, scan } from '../../tests/hors-ligne';
import type { Panne, ServeurSync } from '../../tests/serveur-sync';
import { database } from './db';
import { enrolAgain } from './enrolement';
import { countQueue } from './etat';
import { journalOf, updateJournal } from './journal';
import { CashCapError, capture, resend, type Saisie } from './outbox';
import { syncNow, useSync } from './sync';

let serveur: ServeurSync;
let acteur: string;

beforeEach(async () => {
  serveur = await freshDevice();
  acteur = signIn().id;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pay = (montant: number, moyen = 'especes', plus: Partial<Saisie> = {}) =>
  capture({
    type: 'encaissement.enregistrer',
    entity_id: '0199a000-0000-7000-8000-0000000000e1',
    payload: { client_id: 'c', lignes: [{ colis_id: 'x', montant }], moyen },
    resume: String(montant),
    ...plus,
  });

describe('the answers to a whole batch', () => {
  test.each<[Panne, string]>([
    ['trop_vieux', 'version'],
    ['occupe', 'serveur'],
    ['interdit_html', 'portail'],
    ['coupe_avant', 'reseau'],
  ])('%s pauses the queue as %s and keeps everything', async (panne, pause) => {
    await scan('A');
    serveur.pannes = [panne];
    await syncNow(true);
    expect(useSync.getState().pause).toBe(pause);
    expect((await countQueue(acteur)).aEnvoyer).toBe(1);
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, aRevoir: 0 });
  });

  test('the server’s own delay is kept to, until a person asks', async () => {
    await scan('A');
    serveur.retryAfter = '120';
    serveur.pannes = ['occupe'];
    await syncNow(true);
    await syncNow();
    expect(serveur.effets.size).toBe(0);
    await syncNow(true);
    expect(serveur.effets.size).toBe(1);
  });

  test('a batch nobody can read is cut down to the act at fault, which stays and is shown', async () => {
    const { op_id } = await scan('A');
    serveur.pannes = ['illisible'];
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 1, aRevoir: 1 });
    await syncNow(true);
    expect(serveur.effets.get(op_id)).toBe(1);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, aRevoir: 0 });
  });

  test('a revoked device loses its lists, never its acts', async () => {
    const { op_id } = await scan('A');
    await (await database()).put('lecture', { cle: 'x', valeur: 1, recu_le: '' });
    serveur.pannes = ['revoque'];
    await syncNow(true);
    const base = await database();
    expect([await base.count('lecture'), await base.count('ops')]).toEqual([0, 1]);
    expect(useSync.getState().pause).toBe('revoque');
    // The server holds it for an admin: nothing to send, something to look at.
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, aRevoir: 1 });
    await syncNow(true);
    expect(serveur.effets.get(op_id)).toBe(1);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, aRevoir: 0 });
  });

  test('a device enrolled again writes a new journal, and the old one does not stop it', async () => {
    const personne = signIn({ actions: ['appareil.enroler'] });
    await scan('A');
    serveur.revoques.add((await journalOf(personne)).device_id);
    await syncNow(true);
    expect((await journalOf(personne)).refus).toBe('appareil_revoque');
    await enrolAgain(personne);
    const { op_id } = await scan('B');
    await syncNow(true);
    expect(serveur.effets.get(op_id)).toBe(1);
    expect((await journalOf(personne)).refus).toBeNull();
  });
});

describe('quarantine', () => {
  test('what the server holds needs attention, is not to send, and blocks nothing', async () => {
    const { op_id } = await scan('A');
    serveur.retenues.add(op_id);
    await scan('B');
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, aRevoir: 1 });
    expect(serveur.effets.size).toBe(1);
  });

  test('its settlement is learnt by sending it again', async () => {
    const { op_id } = await scan('A');
    serveur.retenues.add(op_id);
    await syncNow(true);
    serveur.retenues.clear();
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, aRevoir: 0 });
    expect(serveur.effets.get(op_id)).toBe(1);
  });

  test('it is asked again less and less often', async () => {
    const { op_id } = await scan('A');
    serveur.retenues.add(op_id);
    await syncNow(true);
    const base = await database();
    const premier = (await base.get('attente', op_id))?.pas_avant ?? 0;
    await syncNow(true);
    const second = (await base.get('attente', op_id))?.pas_avant ?? 0;
    expect(second - Date.now()).toBeGreaterThan((premier - Date.now()) * 1.5);
  });
});

describe('two lanes', () => {
  test('a photo store that fails does not hold the data back', async () => {
    const { photos } = await scan('A', { photos: [photo('un')] });
    serveur.photosEnPanne.add(photos[0]?.sha256 ?? '');
    await scan('B');
    await syncNow(true);
    expect(serveur.effets.size).toBe(2);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 1, photos: 1 });
    serveur.photosEnPanne.clear();
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, photos: 0 });
  });

  test('data the server fails on does not hold the photos back', async () => {
    const { photos } = await scan('A', { photos: [photo('un')] });
    serveur.pannes = ['erreur_500_avant'];
    await syncNow(true);
    expect(serveur.effets.size).toBe(0);
    expect([...serveur.televerses]).toEqual([photos[0]?.sha256]);
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, photos: 0 });
  });

  test('one photo that fails lets the others up', async () => {
    const { photos } = await scan('A', { photos: [photo('un'), photo('deux')] });
    serveur.photosEnPanne.add(photos[0]?.sha256 ?? '');
    await syncNow(true);
    expect([...serveur.televerses]).toEqual([photos[1]?.sha256]);
    expect((await countQueue(acteur)).photos).toBe(1);
  });

  test('a refused photo stays on the device and goes up again with its correction', async () => {
    serveur.verdicts = { 'photo.attach': 'rejected' };
    const { photos } = await scan('A', { photos: [photo('un')] });
    await syncNow(true);
    const base = await database();
    expect(await base.count('blobs')).toBe(1);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, photos: 0, aRevoir: 1 });
    serveur.verdicts = {};
    serveur.televerses.clear();
    const neuve = await resend(photos[0]?.op_id ?? '');
    await syncNow(true);
    expect(neuve).not.toBeNull();
    expect([...serveur.televerses]).toEqual([photos[0]?.sha256]);
    expect(await base.count('blobs')).toBe(0);
  });
});

test('a correction is a new act that names the one it replaces', async () => {
  serveur.verdicts = { 'vol.charger': 'rejected' };
  const { op_id } = await scan('A');
  await syncNow(true);
  serveur.verdicts = {};
  const neuve = await resend(op_id, { code: 'B' });
  await syncNow(true);
  const envoyee = serveur.recus.at(-1)?.[0];
  expect(envoyee).toMatchObject({ op_id: neuve?.op_id, remplace: op_id, payload: { code: 'B' } });
  expect((await (await database()).get('ops', op_id))?.enveloppe.payload).toEqual({ code: 'A' });
});

test('a refused act is corrected by the act that names it, and by no other', async () => {
  serveur.verdicts = { 'encaissement.enregistrer': 'rejected' };
  const { op_id } = await pay(5_000);
  await syncNow(true);
  serveur.verdicts = {};
  await pay(4_000);
  await syncNow(true);
  expect(serveur.recus.at(-1)?.map(({ remplace }) => remplace)).toEqual([undefined]);
  expect((await countQueue(acteur)).aRevoir).toBe(1);
  await pay(5_000, 'especes', { remplace: op_id });
  await syncNow(true);
  expect(serveur.recus.at(-1)?.map(({ remplace }) => remplace)).toEqual([op_id]);
  expect((await countQueue(acteur)).aRevoir).toBe(0);
});

test('each push declares the last act, the cash in hand and what waits', async () => {
  await pay(5_000);
  await pay(2_000, 'wave');
  await scan('A', { photos: [photo('un')] });
  await syncNow(true);
  expect(serveur.corps[0]?.declaration).toMatchObject({
    seq: 4,
    especes: { montant: 5_000, devise: 'XOF' },
    en_attente: 4,
    photos: 1,
  });
});

describe('cash without a network', () => {
  test('provisional receipts count up under the leased series', async () => {
    await updateJournal((await journalOf(signIn())).actor_id, { serie: 'P7K2' });
    const recus = [await pay(1), await pay(2)].map(({ recu_provisoire }) => recu_provisoire);
    expect(recus).toEqual(['P7K2-000001', 'P7K2-000002']);
    const ops = await (await database()).getAll('ops');
    expect(ops.map(({ enveloppe }) => enveloppe.payload.recu_provisoire)).toEqual(recus);
  });

  test('a payment sent again keeps the number the payer holds', async () => {
    serveur.verdicts = { 'encaissement.enregistrer': 'rejected' };
    const { op_id, recu_provisoire } = await pay(1);
    await syncNow(true);
    expect((await resend(op_id))?.recu_provisoire).toBe(recu_provisoire);
    const suivant = Number((await pay(1)).recu_provisoire?.slice(-6));
    expect(suivant).toBe(Number(recu_provisoire?.slice(-6)) + 1);
  });

  test('beyond the cap the next cash is refused, and nothing is written', async () => {
    await journalOf(signIn());
    await updateJournal(acteur, { plafond: { montant: 10_000, devise: 'XOF' } });
    await pay(6_000);
    const refus = await pay(5_000).catch((cause: unknown) => cause);
    expect(refus).toBeInstanceOf(CashCapError);
    expect(refus).toMatchObject({ dejaEnMain: 6_000 });
    expect(await (await database()).count('ops')).toBe(1);
    await pay(5_000, 'wave');
    await syncNow(true);
    await pay(9_000);
  });
});

test('a full device gives up its lists before it refuses a capture', async () => {
  await journalOf(signIn());
  const base = await database();
  await base.put('lecture', { cle: 'x', valeur: 1, recu_le: '' });
  const ecrire = IDBObjectStore.prototype.add;
  let plein = true;
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
    this: IDBObjectStore,
    ...valeurs: Parameters<typeof ecrire>
  ) {
    if (plein && this.name === 'ops') {
      plein = false;
      throw new DOMException('full', 'QuotaExceededError');
    }
    return ecrire.apply(this, valeurs);
  });
  await scan('A');
  expect([await base.count('ops'), await base.count('lecture')]).toEqual([1, 0]);
});
