import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, etatOf, linesOf } from './allocation';

const COLIS = [
  { id: 'a', du: 60_000 },
  { id: 'b', du: 60_000 },
  { id: 'c', du: 64_600 },
];

describe('la répartition', () => {
  test('fills the oldest carton first', () => {
    const { parts } = allocate(COLIS, { somme: 70_000, rabais: 0, jeton: 0 });
    expect(parts.map(({ montant }) => montant)).toEqual([60_000, 10_000, 0]);
    expect(parts.map(etatOf)).toEqual(['paye', 'partiel', 'en_attente']);
  });

  test('puts the discount and the small change after the money', () => {
    const { parts, exces } = allocate(COLIS, { somme: 183_000, rabais: 1_550, jeton: 50 });
    expect(parts.map(etatOf)).toEqual(['paye', 'paye', 'paye']);
    expect(parts[2]).toMatchObject({ montant: 63_000, rabais: 1_550, jeton: 50 });
    expect(exces).toBe(0);
  });

  test('names only the cartons it touches', () => {
    const { parts } = allocate(COLIS, { somme: 60_000, rabais: 0, jeton: 25 });
    expect(linesOf(parts)).toEqual([
      { colis_id: 'a', montant: 60_000 },
      { colis_id: 'b', montant: 0 },
    ]);
  });

  test('adds up exactly, whatever the sums', () => {
    const montant = fc.integer({ min: 0, max: 500_000 });
    fc.assert(
      fc.property(fc.array(montant, { maxLength: 8 }), montant, montant, (dus, somme, rabais) => {
        const colis = dus.map((du, rang) => ({ id: String(rang), du }));
        const { parts, exces } = allocate(colis, { somme, rabais, jeton: 0 });
        const pris = parts.reduce((total, part) => total + part.montant + part.rabais, 0);
        expect(pris + exces).toBe(somme + rabais);
        expect(parts.every((p) => p.reste >= 0 && p.du === p.montant + p.rabais + p.reste)).toBe(
          true,
        );
      }),
    );
  });
});
