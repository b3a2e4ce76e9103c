import { expect, test } from 'vitest';
import { levelOf, weaknesses } from './mot-de-passe';

/** The server's own cases (tests/accounts/test_seconde.py): both must say the same. */
test.each([
  ['chaloupe-verte-42', []],
  ['aaaaaaaaaaaa', ['peuVarie', 'suite']],
  ['abcdefghij', ['suite']],
  ['9876543210ab', ['suite']],
  ['MotLongVarie12345!', []],
  ['Bamako2026!', ['maison']],
  ['ts-air-cargo-2026', ['maison']],
  ['１２３４５６７８９０', ['chiffres', 'suite']],
])('« %s » est jugé comme par le serveur', (motDePasse, fautes) => {
  expect(weaknesses(motDePasse)).toEqual(fautes);
});

test('son propre nom affaiblit, un nom de trois lettres ne compte pas', () => {
  expect(weaknesses('fatoumata-du-76', ['Fatoumata'])).toEqual(['personne']);
  expect(weaknesses('chaloupe-awa-42', ['Awa'])).toEqual([]);
});

test('la longueur fait le niveau quand rien n’affaiblit', () => {
  expect(levelOf('court')).toBe('faible');
  expect(levelOf('barque-no42')).toBe('moyen');
  expect(levelOf('barque-verte-du-fleuve')).toBe('bon');
});
