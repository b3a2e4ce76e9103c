import { expect, test } from 'vitest';
import { backoffMs } from './voie';

test('the wait doubles, is jittered and stays below five minutes', () => {
  expect(backoffMs(1, 1)).toBe(4_000);
  expect(backoffMs(3, 0)).toBe(8_000);
  expect(backoffMs(40, 1)).toBe(300_000);
});
