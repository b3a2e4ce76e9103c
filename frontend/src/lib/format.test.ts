import { describe, expect, test } from 'vitest';
import {
  formatArgent,
  formatDate,
  formatDimensions,
  formatPoids,
  formatRelatif,
  parseMontant,
  parsePoidsKg,
} from './format';

const simple = (texte: string): string => texte.replace(/[\u00a0\u202f]/g, ' ');

describe('money', () => {
  test('francs have no decimals and yuan two, in each language', () => {
    expect(simple(formatArgent({ montant: 1_250_000, devise: 'XOF' }, 'fr'))).toBe(
      '1 250 000 FCFA',
    );
    expect(simple(formatArgent({ montant: 1_250_000, devise: 'XOF' }, 'en'))).toBe(
      '1,250,000 FCFA',
    );
    expect(simple(formatArgent({ montant: 12_345, devise: 'CNY' }, 'zh'))).toBe('123.45 ¥');
  });

  test('a typed amount becomes minor units, or nothing', () => {
    expect(parseMontant('12 500', 'XOF')).toBe(12_500);
    expect(parseMontant('123,4', 'CNY')).toBe(12_340);
    expect(parseMontant('12,5', 'XOF')).toBeNull();
    expect(parseMontant('-3', 'XOF')).toBeNull();
    expect(parseMontant('', 'XOF')).toBeNull();
  });
});

describe('weights and sizes', () => {
  test('grams are shown as kilograms, with the third decimal only when it means something', () => {
    expect(simple(formatPoids(12_340, 'fr'))).toBe('12,34 kg');
    expect(simple(formatPoids(12_345, 'fr'))).toBe('12,345 kg');
    expect(simple(formatPoids(12_340, 'zh'))).toBe('12.34 kg');
  });

  test('typed kilograms become whole grams, without a float in between', () => {
    expect(parsePoidsKg('12,34')).toBe(12_340);
    expect(parsePoidsKg('0.1')).toBe(100);
    expect(parsePoidsKg('1.005')).toBe(1_005);
    expect(parsePoidsKg('1.0051')).toBeNull();
    expect(parsePoidsKg('abc')).toBeNull();
  });

  test('millimetres are shown as centimetres', () => {
    expect(simple(formatDimensions([600, 405, 350], 'fr'))).toBe('60 × 40,5 × 35 cm');
  });
});

describe('moments', () => {
  test('a moment is shown in the agency’s zone', () => {
    expect(formatDate('2026-05-04T20:30:00Z', 'Asia/Shanghai', 'heure', 'fr')).toBe('04:30');
    expect(formatDate('2026-05-04T20:30:00Z', 'Africa/Bamako', 'heure', 'fr')).toBe('20:30');
    expect(formatDate('pas une date', 'Africa/Bamako')).toBe('—');
  });

  test('ages are told in words', () => {
    const now = Date.UTC(2026, 4, 4, 12);
    expect(formatRelatif(now - 5 * 60_000, now, 'fr')).toBe('il y a 5 minutes');
    expect(formatRelatif(now - 10_000, now, 'fr')).toBe('maintenant');
  });
});
