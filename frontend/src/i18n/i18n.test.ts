import { describe, expect, test } from 'vitest';
import * as en from './en';
import * as fr from './fr';
import * as zh from './zh';

type Arbre = { [cle: string]: string | Arbre };

function flatten(arbre: Arbre, prefixe = ''): [string, string][] {
  return Object.entries(arbre).flatMap(([cle, valeur]): [string, string][] =>
    typeof valeur === 'string' ? [[prefixe + cle, valeur]] : flatten(valeur, `${prefixe}${cle} › `),
  );
}

const placeholders = (texte: string): string[] => (texte.match(/\{\{\w+\}\}/g) ?? []).sort();

const francais = new Map(flatten({ ...fr } as Arbre));

describe.each([
  ['en', flatten({ ...en } as Arbre)],
  ['zh', flatten({ ...zh } as Arbre)],
] as const)('%s', (_langue, textes) => {
  test('has every key of the French, and no other', () => {
    expect(textes.map(([cle]) => cle).sort()).toEqual([...francais.keys()].sort());
  });

  test('leaves no text empty', () => {
    expect(textes.filter(([, texte]) => texte.trim() === '')).toEqual([]);
  });

  test('speaks of the same values', () => {
    const autres = textes.filter(
      ([cle, texte]) => placeholders(texte).join() !== placeholders(francais.get(cle) ?? '').join(),
    );
    expect(autres).toEqual([]);
  });
});
