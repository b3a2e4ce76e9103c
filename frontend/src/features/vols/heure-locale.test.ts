import { describe, expect, test } from 'vitest';
import { fromLocalInput, labelOffset, toLocalInput } from './heure-locale';

describe('planned times on the airport’s clock', () => {
  test('what Guangzhou reads at 23:50 leaves at 15:50 UTC', () => {
    expect(fromLocalInput('2026-11-22T23:50', 'Asia/Shanghai')).toBe('2026-11-22T15:50:00.000Z');
    expect(toLocalInput('2026-11-22T15:50:00Z', 'Asia/Shanghai')).toBe('2026-11-22T23:50');
  });

  test('Bamako and Abidjan live on UTC', () => {
    expect(fromLocalInput('2026-11-23T15:20', 'Africa/Abidjan')).toBe('2026-11-23T15:20:00.000Z');
  });

  test('around a clock change the offset is the one that holds then', () => {
    const paris = 'Europe/Paris';
    expect(fromLocalInput('2026-03-29T01:30', paris)).toBe('2026-03-29T00:30:00.000Z');
    expect(fromLocalInput('2026-03-29T03:30', paris)).toBe('2026-03-29T01:30:00.000Z');
  });

  test('an empty or unreadable time is no time', () => {
    expect(fromLocalInput('', 'Asia/Shanghai')).toBeNull();
    expect(fromLocalInput('demain', 'Asia/Shanghai')).toBeNull();
    expect(toLocalInput(null, 'Asia/Shanghai')).toBe('');
  });

  test('the offset is named beside the field', () => {
    expect(labelOffset('Asia/Shanghai', new Date('2026-11-20T00:00:30Z'))).toBe('UTC+8');
  });
});
