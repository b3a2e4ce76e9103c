import { describe, expect, test } from 'vitest';
import { buildTarif, draftOf } from './brouillon';
import { cellOf, parseSeuil, parseTaux, type Tarif, valueOfOne } from './grille';

const TARIF: Tarif = {
  id: 'a',
  pays_origine: 'CN',
  pays_destination: 'ML',
  mode: 'cargo',
  categorie: 'standard',
  unite: 'kg',
  prix: { montant: 10_000, devise: 'XOF' },
  minimum: { montant: 1_000, devise: 'XOF' },
  diviseur: 6000,
  pas_g: 10,
  paliers: [{ seuil: 10_000, prix: 9_500 }],
  client_id: null,
  vol_id: null,
  debut_le: '2026-09-01T00:00:00Z',
  fin_le: null,
};
const NOW = Date.parse('2026-11-20T12:00:00Z');
const ROUTE = { id: 'n', pays: 'ML', mode: 'cargo', categorie: 'standard', devise: 'XOF' } as const;

describe('la case d’un mode et d’une catégorie', () => {
  test('sépare le prix en vigueur, le suivant et les passés ; ignore ceux d’un client', () => {
    const tarifs: Tarif[] = [
      { ...TARIF, id: 'vieux', debut_le: '2026-01-01T00:00:00Z', fin_le: '2026-09-01T00:00:00Z' },
      { ...TARIF, fin_le: '2026-12-01T00:00:00Z' },
      { ...TARIF, id: 'suivant', debut_le: '2026-12-01T00:00:00Z' },
      { ...TARIF, id: 'special', client_id: 'c' },
      { ...TARIF, id: 'autre', mode: 'express' },
    ];
    const case_ = cellOf(tarifs, 'cargo', 'standard', NOW);
    expect(case_.actuel?.id).toBe('a');
    expect(case_.aVenir.map(({ id }) => id)).toEqual(['suivant']);
    expect(case_.passes.map(({ id }) => id)).toEqual(['vieux']);
  });

  test('un prix qui finit à cet instant n’est plus en vigueur', () => {
    const fini = { ...TARIF, fin_le: new Date(NOW).toISOString() };
    expect(cellOf([fini], 'cargo', 'standard', NOW).actuel).toBeNull();
  });
});

describe('le nouveau prix', () => {
  test('reprend le précédent et commence à minuit du pays', () => {
    const tarif = buildTarif(
      { ...draftOf(TARIF, 'XOF', '2026-11-21'), prix: '11 000' },
      ROUTE,
      'Africa/Bamako',
      true,
      NOW,
    );
    expect(tarif).toMatchObject({
      prix: { montant: 11_000, devise: 'XOF' },
      minimum: 1_000,
      diviseur: 6000,
      paliers: [{ seuil: 10_000, prix: 9_500 }],
      debut_le: '2026-11-21T00:00:00.000Z',
    });
  });

  test('qui remplace dès que possible commence un peu après maintenant, un premier aussitôt', () => {
    const brouillon = { ...draftOf(TARIF, 'XOF', ''), quand: 'maintenant' as const };
    const suivant = buildTarif(brouillon, ROUTE, 'Africa/Bamako', true, NOW);
    expect(Date.parse(suivant?.debut_le ?? '')).toBeGreaterThan(NOW);
    expect(buildTarif(brouillon, ROUTE, 'Africa/Bamako', false, NOW)?.debut_le).toBeNull();
  });

  test('ne part pas tant qu’un palier est illisible ou le prix absent', () => {
    const juste = draftOf(TARIF, 'XOF', '2026-11-21');
    const illisible = { ...juste, paliers: [{ cle: 'x', seuil: 'dix', prix: '9000' }] };
    expect(buildTarif(illisible, ROUTE, 'Africa/Bamako', true, NOW)).toBeNull();
    expect(buildTarif({ ...juste, prix: '' }, ROUTE, 'Africa/Bamako', true, NOW)).toBeNull();
  });
});

test('les seuils se tapent dans l’unité parlée et voyagent en entiers', () => {
  expect(parseSeuil('12,5', 'kg')).toBe(12_500);
  expect(parseSeuil('0,0005', 'kg')).toBeNull();
  expect(parseSeuil('3', 'piece')).toBe(3);
  expect(parseSeuil('0', 'kg')).toBeNull();
});

test('un taux se lit et se tape pour une unité entière, sans perdre de décimale', () => {
  const taux = parseTaux('84,55', 2, 0);
  expect(taux).toEqual({ numerateur: 8455, denominateur: 10_000 });
  expect(valueOfOne(taux ?? { numerateur: 0, denominateur: 1 }, 2, 0)).toBeCloseTo(84.55, 10);
  expect(valueOfOne({ numerateur: 85, denominateur: 100 }, 2, 0)).toBe(85);
  expect(parseTaux('0', 2, 0)).toBeNull();
});
