import { describe, expect, test } from 'vitest';
import { parseCodeSuivi } from '@/lib/code-suivi';
import {
  type Brouillon,
  devisOf,
  dimensionsOf,
  guessPays,
  manquesOf,
  newBrouillon,
  nextBrouillon,
  parseCm,
  payloadOf,
  splitDimensions,
  withReference,
  withTotal,
} from './brouillon';

const CLIENT = { nom: 'Awa Traoré', telephone: '+22376123456', pays: 'ML' };

const complet = (avec: Partial<Brouillon> = {}): Brouillon => ({
  ...newBrouillon(),
  client: CLIENT,
  poids: '12,5',
  contenu: 'Chaussures',
  ...avec,
});

describe('the carton on the bench', () => {
  test('a new carton carries an id and a code whose check symbol is right', () => {
    const b = newBrouillon();
    expect(parseCodeSuivi(b.code_suivi)).toBe(b.code_suivi);
    expect(b.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  test('three cartons of one client share their consignment and are numbered to the end', () => {
    const un = withTotal(complet(), '3');
    const deux = nextBrouillon(un);
    const trois = nextBrouillon(deux);
    const libre = nextBrouillon(trois);
    expect([un, deux, trois].map(({ rang, total }) => `${rang}/${total}`)).toEqual([
      '1/3',
      '2/3',
      '3/3',
    ]);
    expect(new Set([un, deux, trois].map(({ envoi_id }) => envoi_id)).size).toBe(1);
    expect(new Set([un, deux, trois].map(({ id }) => id)).size).toBe(3);
    expect(deux.client).toEqual(CLIENT);
    expect(deux.poids).toBe('');
    expect(libre.client).toBeNull();
    expect(libre.envoi_id).not.toBe(trois.envoi_id);
  });

  test('the total never falls below the cartons already labelled', () => {
    expect(withTotal({ ...complet(), rang: 2, total: 3 }, '1').total).toBe(2);
  });

  test('a carton says what it lacks, in the order of the bench', () => {
    expect(manquesOf(newBrouillon())).toEqual(['client', 'poids', 'contenu']);
    expect(manquesOf(complet())).toEqual([]);
    expect(manquesOf(complet({ dimensions: ['60', '', ''] }))).toEqual(['dimensions']);
    expect(manquesOf(complet({ categorie: 'telephone' }))).toEqual(['pieces']);
    expect(manquesOf(complet({ valeur: 'beaucoup' }))).toEqual(['valeur']);
  });

  test('centimetres become millimetres, and three edges may be typed at once', () => {
    expect([parseCm('60'), parseCm('60,5'), parseCm('0'), parseCm('x')]).toEqual([
      600,
      605,
      null,
      null,
    ]);
    expect(splitDimensions('60x40*35')).toEqual(['60', '40', '35']);
    expect(splitDimensions('60')).toBeNull();
    expect(dimensionsOf(complet({ dimensions: ['60', '40', '35,5'] }))).toEqual([600, 400, 355]);
    expect(dimensionsOf(complet())).toBe('vides');
  });

  test('the number tells its country when it can', () => {
    expect(guessPays('0701234567', 'ML', ['ML', 'CI'])).toBe('CI');
    expect(guessPays('76123456', 'CI', ['ML', 'CI'])).toBe('ML');
    expect(guessPays('+2250701234567', 'ML', ['ML', 'CI'])).toBe('CI');
    expect(guessPays('761', 'CI', ['ML', 'CI'])).toBe('CI');
  });

  test('the payload names the client by value and never invents an id for them', () => {
    const b = withReference(complet({ dimensions: ['40', '40', '40'] }), 'SF1234567890123');
    const corps = devisOf(b, '0199a000-0000-7000-8000-0000000000f1');
    expect(corps).not.toBeNull();
    if (!corps) return;
    const payload = payloadOf(b, corps, null, new Date('2026-11-20T08:00:00Z'));
    expect(payload).toMatchObject({
      id: b.id,
      code_suivi: b.code_suivi,
      client: CLIENT,
      pays_destination: 'ML',
      poids_g: 12_500,
      source_poids: 'manuel',
      dimensions_mm: [400, 400, 400],
      references_externes: ['SF1234567890123'],
      rang: 1,
      total: 1,
      vol_id: '0199a000-0000-7000-8000-0000000000f1',
      survenu_le: '2026-11-20T08:00:00.000Z',
    });
    expect(payload).not.toHaveProperty('client_id');
  });

  test('the same reference scanned twice is kept once', () => {
    const b = withReference(withReference(complet(), 'SF1234567890123'), 'SF1234567890123');
    expect(b.references).toEqual(['SF1234567890123']);
  });
});
