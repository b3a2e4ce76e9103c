import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { freshDevice, photo, scan } from '../../tests/hors-ligne';
import type { ServeurSync } from '../../tests/serveur-sync';
import { database } from './db';
import { ensureEnrolled } from './enrolement';
import { deviceHeaders } from './entetes';
import { canonicalBytes, canonicalJson } from './jcs';
import { journalOf, posteId, readJournal } from './journal';
import { sha256Hex } from './signature';
import { syncNow } from './sync';
import type { Enveloppe } from './types';

let serveur: ServeurSync;

beforeEach(async () => {
  serveur = await freshDevice();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const octetsDe = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));

async function isSigned(enveloppe: Enveloppe, cle: object): Promise<boolean> {
  const { signature, ...reste } = enveloppe;
  const publique = await crypto.subtle.importKey(
    'jwk',
    cle as JsonWebKey,
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['verify'],
  );
  return crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    publique,
    octetsDe(signature ?? ''),
    canonicalBytes(reste),
  );
}

describe('canonical JSON', () => {
  test('keys are in order at every depth, numbers and strings as RFC 8785 writes them', () => {
    expect(canonicalJson({ b: [1, 'é\u20ac', null], a: { '\u20ac': 1e21, '1': '\n"' } })).toBe(
      '{"a":{"1":"\\n\\"","\u20ac":1e+21},"b":[1,"é\u20ac",null]}',
    );
  });

  test('a member without a value does not exist', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe('the journal', () => {
  test('each envelope is signed and names the one before it, photos included', async () => {
    const personne = signIn();
    await scan('A', { photos: [photo('un')] });
    await scan('B');
    const ops = await (await database()).getAllFromIndex('ops', 'journal_seq');
    const { cle_publique, hash } = await journalOf(personne);
    const enveloppes = ops.map(({ enveloppe }) => enveloppe);
    expect(enveloppes.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    for (const une of enveloppes) expect(await isSigned(une, cle_publique)).toBe(true);
    const hashes = await Promise.all(enveloppes.map((une) => sha256Hex(canonicalBytes(une))));
    expect(enveloppes.map(({ prev_hash }) => prev_hash)).toEqual([null, hashes[0], hashes[1]]);
    expect(hash).toBe(hashes[2]);
  });

  test('a changed envelope no longer carries its signature', async () => {
    const personne = signIn();
    await scan('A');
    const [op] = await (await database()).getAll('ops');
    const { cle_publique } = await journalOf(personne);
    if (!op) throw new Error('no operation');
    const change = { ...op.enveloppe, payload: { code: 'B' } };
    expect(await isSigned(change, cle_publique)).toBe(false);
  });

  test('the private key cannot leave the browser', async () => {
    const { cle } = await journalOf(signIn());
    expect(cle.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('jwk', cle)).rejects.toThrow();
  });

  test('two people of one browser write two journals, each from one', async () => {
    const awa = signIn();
    await scan('A');
    const binta = signIn({ id: '0199a000-0000-7000-8000-000000000002', nom: 'Binta' });
    await scan('B');
    const [un, deux] = [await readJournal(awa.id), await readJournal(binta.id)];
    expect([un?.seq, deux?.seq]).toEqual([1, 1]);
    expect(un?.device_id).not.toBe(deux?.device_id);
    expect(await posteId()).toBe(await posteId());
  });

  test('twenty captures at once keep one unbroken chain', async () => {
    signIn();
    await Promise.all(Array.from({ length: 20 }, (_, i) => scan(`C${i}`)));
    const ops = await (await database()).getAllFromIndex('ops', 'journal_seq');
    let precedent: string | null = null;
    for (const { enveloppe } of ops) {
      expect(enveloppe.prev_hash).toBe(precedent);
      precedent = await sha256Hex(canonicalBytes(enveloppe));
    }
    expect(ops).toHaveLength(20);
  });

  test('a scanner’s broken character does not make the batch unreadable', async () => {
    signIn();
    await scan('x', { payload: { code: 'A\uD800B', vide: undefined } });
    const [op] = await (await database()).getAll('ops');
    expect(op?.enveloppe.payload).toEqual({ code: 'A\uFFFDB' });
  });
});

const ENROLE = {
  nom: 'Banc 2',
  serie: 'P7K2',
  enrole_le: '2026-11-20T08:00:00Z',
  seq_contigue: 0,
  plafond_hors_ligne: { montant: 50_000, devise: 'XOF' },
  verrou_heures: 72,
};

const json = (corps: unknown, status = 201): Response =>
  new Response(JSON.stringify(corps), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });

describe('enrolment', () => {
  const equipe = { actions: ['appareil.enroler', 'sync.pousser'] };

  test('before the first push the server learns the key, with proof that we hold it', async () => {
    const personne = signIn(equipe);
    serveur.appareils = ({ id }) => json({ ...ENROLE, id });
    await scan('A');
    await syncNow(true);
    const [demande] = serveur.enrolements;
    const { device_id, cle_publique, serie } = await journalOf(personne);
    expect(demande).toMatchObject({ id: device_id, cle_publique, poste_id: await posteId() });
    const publique = await crypto.subtle.importKey(
      'jwk',
      cle_publique,
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['verify'],
    );
    const preuve = new TextEncoder().encode(`ts-appareil:v1:${device_id}:${personne.id}`);
    const signe = octetsDe(String(demande?.preuve));
    expect(
      await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, publique, signe, preuve),
    ).toBe(true);
    expect(serie).toBe('P7K2');
    expect(serveur.effets.size).toBe(1);
  });

  test('a server that does not answer enrolment does not hold the push back', async () => {
    signIn(equipe);
    serveur.appareils = () => json({}, 500);
    await scan('A');
    await syncNow(true);
    expect(serveur.effets.size).toBe(1);
  });

  test('an id that is not ours makes a new journal; what was captured keeps the old one', async () => {
    const personne = signIn(equipe);
    await scan('A');
    const ancien = (await journalOf(personne)).device_id;
    serveur.appareils = ({ id }) =>
      id === ancien
        ? json({ title: 'x', status: 409, detail: 'x', code: 'id_deja_utilise' }, 409)
        : json({ ...ENROLE, id });
    await ensureEnrolled(personne);
    await scan('B');
    const ops = await (await database()).getAll('ops');
    expect(ops.map(({ enveloppe }) => enveloppe.device_id === ancien)).toEqual([true, false]);
    expect(ops.map(({ seq }) => seq)).toEqual([1, 1]);
    await syncNow(true);
    expect(serveur.recus.map((lot) => lot.length)).toEqual([1, 1]);
  });

  test('a device turned away loses its lists and keeps its acts', async () => {
    const personne = signIn(equipe);
    await scan('A');
    await (await database()).put('lecture', { cle: 'x', valeur: 1, recu_le: '' });
    serveur.appareils = () =>
      json({ title: 'x', status: 403, detail: 'x', code: 'appareil_refuse' }, 403);
    expect(await ensureEnrolled(personne)).toBe('refus');
    const base = await database();
    expect([await base.count('lecture'), await base.count('ops')]).toEqual([0, 1]);
    expect((await journalOf(personne)).refus).toBe('appareil_refuse');
  });
});

test('every request says which journal it comes from and how far it goes', async () => {
  const personne = signIn();
  await scan('A');
  await scan('B');
  const { device_id } = await journalOf(personne);
  expect(deviceHeaders()).toEqual({ 'X-Appareil': device_id, 'X-Appareil-Seq': '2' });
  signIn({ id: '0199a000-0000-7000-8000-000000000002' });
  expect(deviceHeaders()).toEqual({});
});

test('a device with nothing to send hears that it was turned away, and loses its lists', async () => {
  const personne = signIn({ actions: ['appareil.enroler', 'sync.pousser'] });
  serveur.appareils = ({ id }) => json({ ...ENROLE, id });
  await syncNow(true);
  const base = await database();
  await base.put('lecture', { cle: 'x', valeur: 1, recu_le: '' });
  serveur.appareils = () =>
    json({ title: 'x', status: 403, detail: 'x', code: 'appareil_refuse' }, 403);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 });
  await syncNow();
  expect((await journalOf(personne)).refus).toBe('appareil_refuse');
  expect(await base.count('lecture')).toBe(0);
  // It is not asked at every pass: the answer is the same.
  await syncNow();
  expect(serveur.enrolements).toHaveLength(2);
});
