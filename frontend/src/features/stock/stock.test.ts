import { expect, test } from 'vitest';
import type { ColisStock } from '@/offline/stock-local';
import { sumOf } from './barre';
import { keepMatching } from './filtre';
import { matchEmplacement } from './placement';

const colis = (avec: Partial<ColisStock>): ColisStock => ({
  colis_id: 'c',
  code_suivi: '0TBT7ACSB5Z30',
  statut: 'disponible',
  client_id: 'awa',
  destinataire_nom: 'Awa Traoré',
  destinataire_telephone: '+22376123456',
  contenu: 'Tissus',
  poids_g: 5_000,
  rang: 1,
  total: 1,
  emplacement: { id: 'e1', code: 'A-01-1' },
  du: { montant: 1_000, devise: 'XOF' },
  blocage: null,
  endommage: false,
  arrive_le: '2026-03-01T00:00:00Z',
  age_j: 9,
  ...avec,
});

test('a shelf is known however it is written, and nothing else is', () => {
  const places = [{ id: 'e1', code: 'A-01-1' }];
  expect(matchEmplacement(places, ' a-01-1 ')?.id).toBe('e1');
  expect(matchEmplacement(places, 'A-01-11')).toBeNull();
});

test('without a network the kept depot answers the same filters', () => {
  const items = [colis({}), colis({ colis_id: 'd', destinataire_nom: 'Oumar', age_j: 2 })];
  const ids = (filtres: Parameters<typeof keepMatching>[1]) =>
    keepMatching(items, filtres).map(({ colis_id }) => colis_id);
  expect(ids({ q: 'traore' })).toEqual(['c']);
  expect(ids({ age_min_j: '7' })).toEqual(['c']);
  expect(ids({ emplacement: 'e2' })).toEqual([]);
  expect(ids({ q: 'b5z30' })).toEqual(['c', 'd']);
});

test('money of two currencies is not added up', () => {
  expect(sumOf([colis({}), colis({})])).toEqual({ montant: 2_000, devise: 'XOF' });
  expect(sumOf([colis({}), colis({ du: { montant: 1, devise: 'CNY' } })])).toBeUndefined();
});
