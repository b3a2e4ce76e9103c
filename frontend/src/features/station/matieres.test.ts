import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Avis, type Batterie, screenContenu } from './matieres';

interface Cas {
  contenu: string;
  categorie: string;
  batterie?: Batterie;
  attendu: Partial<Avis>;
}

const { cas } = JSON.parse(
  readFileSync(
    resolve(import.meta.dirname, '../../../../tests/colis/vecteurs_matieres.json'),
    'utf-8',
  ),
) as { cas: Cas[] };

describe('the screen of the bench says what the server will say', () => {
  test.each(cas)('$contenu ($categorie)', ({ contenu, categorie, batterie, attendu }) => {
    expect(screenContenu(contenu, categorie, batterie)).toMatchObject(attendu);
  });

  test('a word of the list is never drowned in other words', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.constantFrom('充电宝', ' power bank ', ' briquet ', '打火机'),
        (autour, mot) => {
          expect(screenContenu(`${autour} ${mot} ${autour}`, 'standard').bloque).toBe(true);
        },
      ),
    );
  });
});
