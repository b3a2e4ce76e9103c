import { expect, test } from 'vitest';
import type { OpAttente } from '@/offline/etat';
import { colisAuGuichet } from '../../../tests/comptoir';
import { applyPending, type ColisGuichet, groupClients, isReleasable } from './colis-guichet';

const colis = (id: string, avec: Partial<ColisGuichet> = {}): ColisGuichet =>
  colisAuGuichet({
    id,
    code_suivi: id,
    client: { id: 'awa', nom: 'Awa', telephone: '+22376123456' },
    du: { montant: 10_000, devise: 'XOF' },
    ...avec,
  });

const attente = (type: string, payload: Record<string, unknown>): OpAttente =>
  ({ type, op: { enveloppe: { payload } } }) as unknown as OpAttente;

test('money still to be sent is no longer due at the counter', () => {
  const paiement = attente('encaissement.enregistrer', {
    lignes: [
      { colis_id: 'a', montant: 10_000 },
      { colis_id: 'b', montant: 4_000 },
    ],
    jeton_cede: 50,
  });
  const [a, b, c] = applyPending([colis('a'), colis('b'), colis('c')], [paiement]);
  expect([a?.du.montant, b?.du.montant, c?.du.montant]).toEqual([0, 5_950, 10_000]);
  expect([a?.attente, c?.attente]).toEqual([true, undefined]);
});

test('a carton handed over offline cannot be handed over again', () => {
  const remise = attente('remise.effectuer', { colis_ids: ['a'] });
  const [a, b] = applyPending([colis('a'), colis('b')], [remise]);
  expect([a, b].map((un) => un && isReleasable(un))).toEqual([false, true]);
});

test('a blocked carton stays', () => {
  expect(isReleasable(colis('a', { blocage: 'douane' }))).toBe(false);
});

test('a carton found twice counts once, and who has something here comes first', () => {
  const oumar = { id: 'oumar', nom: 'Oumar', telephone: '+22366554433' };
  const trouves = groupClients([
    colis('x', { statut: 'remis', client: oumar }),
    colis('a'),
    colis('a'),
  ]);
  expect(trouves.map(({ id, ici }) => [id, ici])).toEqual([
    ['awa', 1],
    ['oumar', 0],
  ]);
});
