import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { freshDevice, photo as pictureOf } from '../../tests/hors-ligne';
import { database } from './db';
import { capture } from './outbox';
import { settle } from './reglement';
import { parentsOf, subjectsOf } from './sujets';

const CODE = '0123456789AB';

beforeEach(async () => {
  await freshDevice();
});
afterEach(() => vi.unstubAllGlobals());

/** The check symbol of the shared rule: payload mod 37 in base 32. */
function codeOf(charge: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let reste = 0;
  for (const symbole of charge) reste = (reste * 32 + alphabet.indexOf(symbole)) % 37;
  return charge + (alphabet[reste] ?? '0');
}

const intake = (id: string, code_suivi: string) =>
  capture({ type: 'colis.enregistrer', entity_id: id, payload: { id, code_suivi }, resume: id });

const kept = async (op_id: string) => (await database()).get('ops', op_id);

describe('what an act waits for', () => {
  it('reads cartons by id and by code, and nothing that is not a code', () => {
    const code = codeOf(CODE);
    expect(subjectsOf('vol.charger', { vol_id: 'v', code })).toEqual([code]);
    expect(subjectsOf('vol.charger', { vol_id: 'v', code: '…4F2' })).toEqual([]);
    expect(subjectsOf('colis.enregistrer', { id: 'c', code_suivi: code })).toEqual(['c', code]);
    expect(subjectsOf('remise.effectuer', { id: 'r', colis_ids: ['a', 'b'] })).toEqual(['a', 'b']);
  });

  it('makes a loading wait for the intake still in the queue, found by its code', async () => {
    signIn({});
    const code = codeOf(CODE);
    const mere = await intake('c1', code);
    const { op_id } = await capture({
      type: 'vol.charger',
      entity_id: 'v1',
      payload: { vol_id: 'v1', code },
      resume: code,
    });
    expect((await kept(op_id))?.enveloppe.depends_on).toEqual([mere.op_id]);
  });

  it('makes a cancelling wait for the weighing that it would make impossible', async () => {
    signIn({});
    const mere = await intake('c9', codeOf('0123456789AE'));
    const peser = (id: string) =>
      capture({
        type: 'colis.peser',
        entity_id: 'c9',
        payload: { id, colis_id: 'c9', poids_g: 2_000 },
        resume: 'c9',
      });
    const pesee = await peser('p1');
    const seconde = await peser('p2');
    const { op_id } = await capture({
      type: 'colis.annuler',
      entity_id: 'c9',
      payload: { colis_id: 'c9', motif: 'retiré par le client' },
      resume: 'c9',
    });
    const attendues = async (de: string) => (await kept(de))?.enveloppe.depends_on.toSorted();
    expect(await attendues(seconde.op_id)).toEqual([mere.op_id, pesee.op_id].toSorted());
    expect(await attendues(op_id)).toEqual([mere.op_id, pesee.op_id, seconde.op_id].toSorted());
  });

  it('lets a corrected act wait for nothing that was captured after it', async () => {
    signIn({});
    const peser = (id: string, remplace?: string) =>
      capture({
        type: 'colis.peser',
        entity_id: 'c10',
        payload: { id, colis_id: 'c10', poids_g: 2_000 },
        resume: 'c10',
        ...(remplace === undefined ? {} : { remplace }),
      });
    const refusee = await peser('p1');
    await peser('p2');
    const corrigee = await peser('p3', refusee.op_id);
    const encore = await peser('p4', corrigee.op_id);
    expect((await kept(corrigee.op_id))?.enveloppe.depends_on).toEqual([]);
    expect((await kept(encore.op_id))?.enveloppe.depends_on).toEqual([]);
  });

  it('makes an unloading wait for its intake and for its loading, which knows the code only', async () => {
    signIn({});
    const code = codeOf('0123456789AC');
    const mere = await intake('c4', code);
    const charge = await capture({
      type: 'vol.charger',
      entity_id: 'v1',
      payload: { vol_id: 'v1', code },
      resume: code,
    });
    const { op_id } = await capture({
      type: 'vol.decharger',
      entity_id: 'v1',
      payload: { vol_id: 'v1', colis_id: 'c4' },
      codes: [code],
      resume: code,
    });
    const parents = (await kept(op_id))?.enveloppe.depends_on;
    expect(new Set(parents)).toEqual(new Set([mere.op_id, charge.op_id]));
  });

  it('waits for nothing once the intake has been answered', async () => {
    signIn({});
    const mere = await intake('c2', codeOf('AAAAAAAAAAAB'));
    const op = await kept(mere.op_id);
    if (!op) throw new Error('not kept');
    await settle([op], [{ op_id: op.op_id, status: 'applied' }], Date.now());
    const { op_id } = await capture({
      type: 'colis.peser',
      entity_id: 'c2',
      payload: { id: 'p', colis_id: 'c2', poids_g: 10 },
      resume: 'p',
    });
    expect((await kept(op_id))?.enveloppe.depends_on).toEqual([]);
  });

  it('lets money and intake wait for nobody', () => {
    expect(parentsOf('encaissement.enregistrer')).toEqual([]);
    expect(parentsOf('colis.enregistrer')).toEqual([]);
  });
});

describe('a photo the server does not have', () => {
  it('goes up again instead of being given up', async () => {
    signIn({});
    const { photos } = await capture({
      type: 'colis.enregistrer',
      entity_id: 'c3',
      payload: { id: 'c3' },
      photos: [pictureOf('jpeg')],
      resume: 'c3',
    });
    const [photo] = photos;
    if (!photo) throw new Error('no photo');
    const base = await database();
    const garde = await base.get('blobs', photo.sha256);
    if (garde) await base.put('blobs', { ...garde, televerse: 1 });
    const op = await kept(photo.op_id);
    if (!op) throw new Error('not kept');
    const problem = { title: '', detail: '', status: 409, code: 'televersement_absent' };
    await settle([op], [{ op_id: op.op_id, status: 'deferred', problem }], Date.now());
    expect((await base.get('blobs', photo.sha256))?.televerse).toBe(0);
    expect((await base.get('attente', photo.op_id))?.pret).toBe(0);
  });
});
