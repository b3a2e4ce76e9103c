import { describe, expect, test } from 'vitest';
import { Memoire } from './memoire';

const AWA = { nom: 'Awa Traoré', telephone: '+22376123456', pays: 'ML' };
const BINTA = { nom: 'Binta Koné', telephone: '+22376654321', pays: 'ML' };
const carton = (contenu: string, client = AWA, references: string[] = []) => ({
  client,
  mode: 'cargo',
  categorie: 'standard',
  contenu,
  references_externes: references,
});

describe('what the bench remembers', () => {
  test('the newest owner of a mark is proposed, nobody for one never seen', () => {
    const memoire = new Memoire();
    memoire.remember(carton('Tissus', AWA, ['M7']));
    memoire.remember(carton('Sacs', BINTA, ['M7']));
    expect(memoire.propose('M7')?.client).toEqual(BINTA);
    expect(memoire.propose('M8')).toBeNull();
  });

  test('habits come most frequent first, then the most recent, four at most', () => {
    const memoire = new Memoire();
    for (const contenu of ['A', 'B', 'C', 'D', 'E', 'B']) memoire.remember(carton(contenu));
    expect(memoire.habitsOf(AWA).map(({ contenu, fois }) => `${contenu}${fois}`)).toEqual([
      'B2',
      'E1',
      'D1',
      'C1',
    ]);
    expect(memoire.habitsOf(BINTA)).toEqual([]);
  });
});
