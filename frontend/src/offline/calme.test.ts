import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { giveWay, whenQuiet } from './calme';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
});

test('what nobody’s hands wait for is done at once', () => {
  const faire = vi.fn();
  whenQuiet(faire);
  expect(faire).toHaveBeenCalledOnce();
});

test('while a label leaves, the sending waits for it and then happens by itself', () => {
  const faire = vi.fn();
  giveWay(1_000);
  whenQuiet(faire);
  vi.advanceTimersByTime(999);
  expect(faire).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(faire).toHaveBeenCalledOnce();
});
