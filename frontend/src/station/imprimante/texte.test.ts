import { expect, test } from 'vitest';
import { fitText, wrapText } from './texte';

/** Every character is half as wide as the size; Chinese ones are as wide as the size. */
const mesure = (texte: string, taille: number): number =>
  [...texte].reduce((somme, signe) => somme + (signe > '⺀' ? taille : taille / 2), 0);

test('a name is broken between words', () => {
  expect(wrapText('Fatoumata Coulibaly Traoré', 100, 3, (bout) => mesure(bout, 10))).toEqual([
    'Fatoumata Coulibaly',
    'Traoré',
  ]);
});

test('Chinese is broken between characters', () => {
  expect(wrapText('广州转运中心', 40, 2, (bout) => mesure(bout, 10))).toEqual(['广州转运', '中心']);
});

test('a text shrinks until it fits, and no further than its smallest size', () => {
  expect(fitText('ABIDJAN', { largeur: 210, taille: 80, taille_min: 40 }, mesure)).toEqual({
    taille: 60,
    rangs: ['ABIDJAN'],
  });
  expect(fitText('A'.repeat(40), { largeur: 100, taille: 80, taille_min: 40 }, mesure)).toEqual({
    taille: 40,
    rangs: ['AAAA…'],
  });
});
