import { expect, test } from 'vitest';
import { addDays, localDay, startOfDay } from './jour';

test('le jour local est celui du pays, pas celui de l’appareil', () => {
  const moment = new Date('2026-06-18T17:30:00Z');
  expect(localDay(moment, 'Asia/Shanghai')).toBe('2026-06-19');
  expect(localDay(moment, 'Africa/Bamako')).toBe('2026-06-18');
});

test('un jour commence à minuit du lieu', () => {
  expect(startOfDay('2026-06-19', 'Asia/Shanghai')).toBe('2026-06-18T16:00:00.000Z');
  expect(startOfDay('2026-06-19', 'Africa/Abidjan')).toBe('2026-06-19T00:00:00.000Z');
  expect(startOfDay('19/06/2026', 'Africa/Abidjan')).toBeNull();
});

test('les jours se suivent d’un mois à l’autre', () => {
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
});
