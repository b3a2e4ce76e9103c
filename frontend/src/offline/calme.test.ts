import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { giveWay, serveFirst, whenQuiet, whenServed } from './calme';

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

test('the screens read again once hands are served, however that ends', async () => {
  const lire = vi.fn();
  let echouer: (cause: Error) => void = () => undefined;
  serveFirst(
    new Promise((_, reject) => {
      echouer = reject;
    }),
  );
  whenServed(lire);
  await Promise.resolve();
  expect(lire).not.toHaveBeenCalled();
  echouer(new Error('no paper'));
  await vi.waitFor(() => expect(lire).toHaveBeenCalledOnce());
  whenServed(lire);
  expect(lire).toHaveBeenCalledTimes(2);
});
