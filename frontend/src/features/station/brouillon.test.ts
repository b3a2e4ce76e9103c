import { describe, expect, test } from 'vitest';
import { parseCodeSuivi } from '@/lib/code-suivi';
import {
  type Brouillon,
  newBrouillon,
  nextBrouillon,
  withDernier,
  withGabarit,
  withPoids,
  withReference,
  withTotal,
} from './brouillon';
import { devisOf, payloadOf } from './corps';
import {
  bandOf,
  batterieOf,
  dimensionsOf,
  guessPays,
  manquesOf,
  negocieOf,
  parseCm,
  poidsOf,
  splitDimensions,
  volumeOf,
} from './saisies';

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

  test('the total is free before the first label, and never changes after it', () => {
    expect(withTotal(complet({ total: 3 }), '5').total).toBe(5);
    expect(withTotal({ ...complet(), rang: 2, total: 3 }, '1').total).toBe(3);
    expect(withTotal({ ...complet(), rang: 3, total: 3 }, '4').total).toBe(3);
  });

  test('the same client again keeps what was scanned and weighed, and proposes the rest', () => {
    const scanne = withReference(
      { ...newBrouillon(), poids: '3,456', categorie: 'batterie' },
      'SF1',
    );
    const dernier = { client: CLIENT, mode: 'express', categorie: 'cosmetique', contenu: 'Savons' };
    expect(withDernier(scanne, dernier)).toMatchObject({
      id: scanne.id,
      client: CLIENT,
      poids: '3,456',
      references: ['SF1'],
      mode: 'express',
      categorie: 'cosmetique',
      contenu: 'Savons',
    });
    const dit = { ...scanne, contenu: 'Piles', dits: ['categorie' as const] };
    expect(withDernier(dit, dernier)).toMatchObject({ categorie: 'batterie', contenu: 'Piles' });
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

  test('the scale writes its grams, its source and its raw frame; typing replaces all three', () => {
    const pese = withPoids(complet(), { poids_g: 12_045, trame_balance: 'stgs/serie ST,GS' });
    expect([pese.poids, pese.source_poids, poidsOf(pese)]).toEqual(['12,045', 'balance', 12_045]);
    const corps = devisOf(pese, null);
    expect(corps && payloadOf(pese, corps, null, new Date())).toMatchObject({
      source_poids: 'balance',
      trame_balance: 'stgs/serie ST,GS',
    });
    const tape = { ...pese, poids: '12', source_poids: 'manuel' as const, trame: '' };
    const saisi = devisOf(tape, null);
    expect(saisi && payloadOf(tape, saisi, null, new Date())).not.toHaveProperty('trame_balance');
  });

  test('a proposed habit never brings sizes or pieces, a chosen one does', () => {
    const habitude = {
      mode: 'express',
      categorie: 'telephone',
      contenu: 'Tecno',
      dimensions_mm: [400, 300, 255],
      nombre_pieces: 12,
      fois: 3,
    };
    const seule = withGabarit(complet({ contenu: '' }), habitude, false);
    expect([seule.contenu, seule.pieces, seule.dimensions]).toEqual(['Tecno', '', ['', '', '']]);
    const choisie = withGabarit(complet(), habitude, true);
    expect([choisie.pieces, choisie.dimensions]).toEqual(['12', ['40', '30', '25,5']]);
    expect(choisie.dits).toContain('contenu');
  });

  test('cubic metres become whole cm³ and unreadable ones stop the carton', () => {
    expect(volumeOf(complet({ volume: '0,125' }))).toBe(125_000);
    expect(volumeOf(complet({ volume: '' }))).toBeNull();
    expect(manquesOf(complet({ volume: 'gros' }))).toEqual(['volume']);
  });

  test('a battery needs both its figures, in mAh and volts', () => {
    expect(batterieOf(complet({ batterie: { mah: '20000', volts: '3,7' } }))).toEqual({
      mah: 20_000,
      mv: 3_700,
    });
    expect(manquesOf(complet({ batterie: { mah: '20000', volts: '' } }))).toEqual(['batterie']);
  });

  test('an agreed price needs its reason and is bounded as the server bounds it', () => {
    const negocie = { prix: '9 500', unite: 'kg' as const, motif: '' };
    expect(manquesOf(complet({ negocie }))).toEqual(['negocie']);
    expect(negocieOf(complet({ negocie: { ...negocie, motif: 'fidèle' } }))).toEqual({
      montant: 9_500,
      unite: 'kg',
      motif: 'fidèle',
    });
    expect(bandOf(10_005, 10)).toEqual({ bas: 9_005, haut: 11_005 });
    expect(bandOf(10_000, null)).toBeNull();
  });

  test('the next carton of a series keeps what was said and asks only for its weight', () => {
    const deux = nextBrouillon(withTotal(complet(), '2'));
    expect(deux.dits).toEqual(expect.arrayContaining(['telephone', 'contenu']));
    expect(manquesOf(deux)).toEqual(['poids']);
  });
});
