import { describe, expect, test } from 'vitest';
import { BROUILLON_REMISE, missingOf, payloadOf } from './remise';

const PRET = { ...BROUILLON_REMISE, code: '123456' };
const ICI = { colis: 2, clients: 1, solde: 0, enLigne: true, photos: 0 };
const FAITS = {
  id: 'r1',
  colis_ids: ['a', 'b'],
  survenu_le: '2026-03-03T10:00:00Z',
  pays: 'ML',
  solde: 0,
};

describe('une remise', () => {
  test('needs a whole code', () => {
    expect(missingOf({ ...PRET, code: '12345' }, ICI)).toEqual(['code']);
    expect(missingOf(PRET, ICI)).toEqual([]);
  });

  test('keeps the cartons while something is due, unless somebody answers for it', () => {
    const du = { ...ICI, solde: 5_000 };
    expect(missingOf(PRET, du)).toEqual(['solde']);
    expect(missingOf({ ...PRET, garantie: true }, du)).toEqual(['garant']);
    const garantie = { ...PRET, garantie: true, garant: 'Modibo', garantieMotif: 'connu' };
    expect(missingOf(garantie, du)).toEqual([]);
    expect(payloadOf(garantie, { ...FAITS, solde: 5_000 }).garantie).toEqual({
      garant: 'Modibo',
      motif: 'connu',
    });
    expect(payloadOf(garantie, FAITS)).not.toHaveProperty('garantie');
  });

  test('goes to one client at a time', () => {
    expect(missingOf(PRET, { ...ICI, clients: 2 })).toEqual(['clients']);
  });

  test('offline takes a document with its picture and a signature, never a code', () => {
    const coupe = { ...ICI, enLigne: false };
    expect(missingOf(PRET, coupe)).toEqual(['signature', 'horsLigne']);
    const piece = { ...PRET, type: 'piece' as const, numero: 'ML1' };
    expect(missingOf(piece, coupe)).toEqual(['signature', 'photo']);
    const signee = { ...piece, signature: 'data:image/png;base64,AA' };
    expect(missingOf(signee, coupe)).toEqual(['photo']);
    expect(missingOf(signee, { ...coupe, photos: 1 })).toEqual([]);
    expect(missingOf(piece, ICI)).toEqual([]);
  });

  test('no camera never holds a hand-over back once it is said', () => {
    const piece = { ...PRET, type: 'piece' as const, numero: 'ML1', signature: 'x' };
    const coupe = { ...ICI, enLigne: false };
    expect(missingOf({ ...piece, sansPhoto: true }, coupe)).toEqual([]);
  });

  test('sends the signature as bare base64 and the collector’s phone in full', () => {
    const corps = payloadOf(
      {
        ...PRET,
        signature: 'data:image/png;base64,iVBOR',
        tiers: true,
        tiersNom: 'Awa',
        tiersTelephone: '76 12 34 56',
      },
      FAITS,
    );
    expect(corps.signature_png).toBe('iVBOR');
    expect(corps.retirant).toEqual({ nom: 'Awa', telephone: '+22376123456' });
  });
});
