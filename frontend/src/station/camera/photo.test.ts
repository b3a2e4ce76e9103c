import { expect, test } from 'vitest';
import { COTE_MAX, fitWithin } from './photo';

test('a photo is reduced to its long side and never enlarged', () => {
  expect(fitWithin(4_000, 3_000)).toEqual({ largeur: COTE_MAX, hauteur: 960 });
  expect(fitWithin(3_000, 4_000)).toEqual({ largeur: 960, hauteur: COTE_MAX });
  expect(fitWithin(1_280, 720)).toEqual({ largeur: 1_280, hauteur: 720 });
});
