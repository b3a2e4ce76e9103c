import { Blob as BlobNode } from 'node:buffer';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { explain } from '@/ui/error-text';
import { signIn } from '../../tests/appuis';
import { type Panne, ServeurSync } from '../../tests/serveur-sync';
import { closeDatabase, database } from './db';
import { forgetEnrolment } from './enrolement';
import { countQueue } from './etat';
import { journalOf } from './journal';
import { capture, fileAway, ParentMissingError, resend, StorageFullError } from './outbox';
import { settled } from './suite';
import { syncNow, useSync } from './sync';
import type { TypeOperation } from './types';

let serveur: ServeurSync;
let acteur: string;

async function reset(): Promise<void> {
  await closeDatabase();
  forgetEnrolment();
  await new Promise<void>((resolve, reject) => {
    const demande = indexedDB.deleteDatabase('ts-air-cargo');
    demande.onsuccess = () => resolve();
    demande.onerror = () => reject(demande.error);
  });
  serveur = new ServeurSync();
  vi.stubGlobal('fetch', serveur.fetch);
}

beforeEach(async () => {
  // jsdom's Blob cannot be cloned into a database; Node's can, like a browser's.
  vi.stubGlobal('Blob', BlobNode);
  await reset();
  acteur = signIn().id;
});

afterEach(() => vi.unstubAllGlobals());

const photo = (texte: string): Blob => new Blob([texte], { type: 'image/jpeg' });

const scan = (resume: string, plus: object = {}) =>
  capture({
    type: 'vol.charger' as TypeOperation,
    entity_id: '0199a000-0000-7000-8000-0000000000f1',
    payload: { code: resume },
    resume,
    ...plus,
  });

describe('capture', () => {
  test('an act, its photos and the sequence are written together', async () => {
    const { op_id, photos } = await scan('A', { photos: [photo('un'), photo('deux')] });
    const base = await database();
    const ops = await base.getAllFromIndex('ops', 'journal_seq');
    expect(ops.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(ops[1]?.enveloppe).toMatchObject({
      type: 'photo.attach',
      depends_on: [op_id],
      payload: { sha256: photos[0]?.sha256 },
    });
    expect(await base.count('blobs')).toBe(2);
    expect((await base.get('journaux', acteur))?.seq).toBe(3);
  });

  test('photos of an act the server already has are written down alone', async () => {
    const faite = await scan('A', {
      type: 'photo.attach',
      payload: { colis_id: 'c1', contexte: 'remise', survenu_le: '2026-03-10T08:00:00.000Z' },
      photos: [photo('un'), photo('deux')],
      photos_colis_id: 'c1',
    });
    const base = await database();
    const ops = await base.getAllFromIndex('ops', 'journal_seq');
    expect(ops.map(({ enveloppe: { type, depends_on } }) => [type, depends_on])).toEqual([
      ['photo.attach', []],
      ['photo.attach', []],
    ]);
    expect(ops.map(({ op_id }) => op_id)).toEqual(faite.photos.map(({ op_id }) => op_id));
    expect(faite.op_id).toBe(faite.photos[0]?.op_id);
    expect(ops[1]?.enveloppe.payload).toEqual({
      colis_id: 'c1',
      id: faite.photos[1]?.id,
      sha256: faite.photos[1]?.sha256,
      contexte: 'remise',
      survenu_le: '2026-03-10T08:00:00.000Z',
    });
    expect(await base.count('blobs')).toBe(2);
  });

  test('a child whose parent is not on the device leaves no trace', async () => {
    await expect(scan('A', { depends_on: ['inconnu'], photos: [photo('x')] })).rejects.toThrow(
      ParentMissingError,
    );
    const base = await database();
    expect([await base.count('ops'), await base.count('blobs')]).toEqual([0, 0]);
    expect((await base.get('journaux', acteur))?.seq).toBe(0);
  });

  test('a full device says so and saves nothing', async () => {
    await journalOf(signIn());
    const plein = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const refus = await scan('A').catch((erreur: unknown) => erreur);
    expect(refus).toBeInstanceOf(StorageFullError);
    expect(explain(refus).titre).toMatch(/rien n’a été enregistré/);
    plein.mockRestore();
    expect(await (await database()).count('ops')).toBe(0);
  });

  test('nothing is called saved when the device gives up at the last moment', async () => {
    await journalOf(signIn());
    const ecrire = IDBObjectStore.prototype.put;
    const traitre = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...valeurs: Parameters<typeof ecrire>
    ) {
      const demande = ecrire.apply(this, valeurs);
      if (this.name === 'journaux') {
        demande.addEventListener('success', () => queueMicrotask(() => this.transaction.abort()));
      }
      return demande;
    });
    await expect(scan('A')).rejects.toThrow();
    traitre.mockRestore();
    expect(await (await database()).count('ops')).toBe(0);
  });

  test('captures made at once get each their own number', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => scan(`C${i}`)));
    const ops = await (await database()).getAllFromIndex('ops', 'journal_seq');
    expect(ops.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });
});

describe('sync', () => {
  test('what the server applied leaves the queue', async () => {
    await scan('A');
    await syncNow(true);
    expect(await countQueue(acteur)).toEqual({
      aEnvoyer: 0,
      photos: 0,
      aRevoir: 0,
      plusAncien: null,
    });
  });

  test('the operation id never changes from one try to the next', async () => {
    const { op_id } = await scan('A');
    serveur.pannes = ['coupe_apres'];
    await syncNow(true);
    expect((await countQueue(acteur)).aEnvoyer).toBe(1);
    await syncNow(true);
    expect(serveur.recus.flat().map((op) => op.op_id)).toEqual([op_id, op_id]);
    expect((await countQueue(acteur)).aEnvoyer).toBe(0);
  });

  test('a refusal goes to the repair list with its reason and blocks nothing', async () => {
    serveur.verdicts = { 'vol.charger': 'rejected' };
    const { op_id } = await scan('A');
    await scan('B', { type: 'colis.peser' });
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, aRevoir: 1 });
    const resultat = await settled(op_id, 1_000);
    expect(resultat?.problem?.detail).toBe('Déjà chargé.');
    await fileAway(op_id);
    expect((await countQueue(acteur)).aRevoir).toBe(0);
  });

  test('a refused act is sent again as a new operation', async () => {
    serveur.verdicts = { 'vol.charger': 'rejected' };
    const { op_id } = await scan('A');
    await syncNow(true);
    serveur.verdicts = {};
    const neuve = await resend(op_id, { code: 'B' });
    await syncNow(true);
    expect(neuve?.op_id).not.toBe(op_id);
    expect(serveur.recus.at(-1)?.[0]?.payload).toEqual({ code: 'B' });
    expect((await countQueue(acteur)).aRevoir).toBe(0);
  });

  test.each(['portail', 'portail_json'] as const)(
    'a captive portal’s %s is not an answer',
    async (panne) => {
      await scan('A');
      serveur.pannes = [panne];
      await syncNow(true);
      expect(useSync.getState().pause).toBe('portail');
      expect((await countQueue(acteur)).aEnvoyer).toBe(1);
    },
  );

  test('an operation the server did not name stays in the queue', async () => {
    await scan('A');
    await scan('B');
    serveur.pannes = ['partiel'];
    await syncNow(true);
    expect(serveur.recus.map((lot) => lot.length)).toEqual([2, 1]);
    expect((await countQueue(acteur)).aEnvoyer).toBe(0);
  });

  test('too big a batch is halved', async () => {
    for (let i = 0; i < 8; i += 1) await scan(`C${i}`);
    serveur.pannes = ['trop_gros', 'trop_gros'];
    await syncNow(true);
    expect(serveur.recus.map((lot) => lot.length)).toEqual([2, 2, 4]);
  });

  test('a refused session pauses and keeps everything', async () => {
    await scan('A');
    serveur.refuse401 = true;
    await syncNow(true);
    expect(useSync.getState().pause).toBe('session');
    expect((await countQueue(acteur)).aEnvoyer).toBe(1);
  });

  test('a deferred operation waits without stopping the others', async () => {
    serveur.verdicts = { 'vol.charger': 'deferred' };
    await scan('A');
    await scan('B', { type: 'colis.peser' });
    await syncNow(true);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 1, aRevoir: 0 });
    expect(serveur.recus).toHaveLength(1);
  });

  test('one person’s acts never travel under another’s log-in', async () => {
    await scan('A');
    signIn({ id: '0199a000-0000-7000-8000-000000000002' });
    await syncNow(true);
    expect(serveur.recus).toHaveLength(0);
    expect((await countQueue(acteur)).aEnvoyer).toBe(1);
  });

  test('a photo goes up before the operation that names it, and is kept until it is applied', async () => {
    const { photos } = await scan('A', { photos: [photo('un')] });
    serveur.pannes = ['rien', 'coupe_avant'];
    await syncNow(true);
    expect(serveur.recus.flat().map(({ type }) => type)).toEqual(['vol.charger']);
    expect((await countQueue(acteur)).photos).toBe(1);
    await syncNow(true);
    expect([...serveur.televerses]).toEqual([photos[0]?.sha256]);
    expect(serveur.recus.flat().map(({ type }) => type)).toEqual(['vol.charger', 'photo.attach']);
    expect(await countQueue(acteur)).toMatchObject({ aEnvoyer: 0, photos: 0 });
  });

  test('at most fifty operations travel at once', async () => {
    for (let i = 0; i < 60; i += 1) await scan(`C${i}`);
    await syncNow(true);
    expect(serveur.recus.map((lot) => lot.length)).toEqual([50, 10]);
  });
});

/** As the timer would, as often as it takes and no more than twenty times. */
async function drain(): Promise<void> {
  for (let tour = 0; tour < 20; tour += 1) {
    await syncNow(true);
    if ((await countQueue(acteur)).aEnvoyer === 0) return;
  }
}

test('whatever the wire does, every capture has exactly one effect', async () => {
  const pannes: Panne[] = [
    'rien',
    'coupe_avant',
    'coupe_apres',
    'erreur_500_avant',
    'erreur_500_apres',
    'portail',
    'portail_json',
    'trop_gros',
    'occupe',
    'partiel',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...pannes), { maxLength: 12 }),
      fc.integer({ min: 1, max: 6 }),
      async (suite, nombre) => {
        await reset();
        serveur.pannes = [...suite];
        const ids: string[] = [];
        for (let i = 0; i < nombre; i += 1) ids.push((await scan(`C${i}`)).op_id);
        await drain();
        expect((await countQueue(acteur)).aEnvoyer).toBe(0);
        for (const id of ids) {
          expect(serveur.effets.get(id)).toBe(1);
        }
        expect(serveur.effets.size).toBeLessThanOrEqual(ids.length);
      },
    ),
    { numRuns: 50 },
  );
}, 120_000);
