import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../../tests/appuis';
import { freshDevice, scan, VOL } from '../../tests/hors-ligne';
import { LIGNES_MAX, useAttenteDe, usePremiers } from './etat';
import { observe, REPOS_MS } from './observe';
import { announce } from './signal';
import { useApresSync } from './suite';

beforeEach(async () => {
  await freshDevice();
  signIn();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pause = (ms: number): Promise<void> =>
  act(() => new Promise<void>((finir) => setTimeout(finir, ms)));

test('a drain’s answers are read together, a hand’s act at once', async () => {
  const lire = vi.fn(async () => [{}]);
  const useVu = observe<object[]>([], lire);
  renderHook(() => useVu());
  await pause(0);
  lire.mockClear();
  for (let n = 0; n < 100; n += 1) {
    announce('sync');
    await Promise.resolve();
  }
  expect(lire.mock.calls.length).toBeLessThanOrEqual(1);
  await pause(REPOS_MS + 50);
  // The last answer is never missed.
  expect(lire.mock.calls.length).toBeGreaterThanOrEqual(1);
  expect(lire.mock.calls.length).toBeLessThanOrEqual(2);
  lire.mockClear();
  announce('capture');
  expect(lire).toHaveBeenCalledTimes(1);
});

test('a reading that changes nothing draws nothing', async () => {
  const useVu = observe<{ n: number }>({ n: 0 }, async () => ({ n: 7 }));
  let dessins = 0;
  const { result } = renderHook(() => {
    dessins += 1;
    return useVu();
  });
  await waitFor(() => expect(result.current.n).toBe(7));
  const avant = dessins;
  announce('capture');
  await pause(20);
  expect(dessins).toBe(avant);
});

test('what has not moved is the same object, its act read once', async () => {
  await scan('A');
  const { result } = renderHook(() => useAttenteDe(VOL));
  await waitFor(() => expect(result.current).toHaveLength(1));
  const [premier] = result.current;
  const lire = vi.spyOn(IDBObjectStore.prototype, 'get');
  await act(async () => void (await scan('B')));
  await waitFor(() => expect(result.current).toHaveLength(2));
  expect(result.current[0]).toBe(premier);
  expect(lire.mock.calls.filter(([cle]) => cle === premier?.op_id)).toEqual([]);
  lire.mockRestore();
});

test('the outbox screen is given fifty rows however long the queue, the oldest first', async () => {
  for (let n = 0; n < LIGNES_MAX + 5; n += 1) await scan(`C${n}`);
  const { result } = renderHook(() => usePremiers());
  await waitFor(() => expect(result.current).toHaveLength(LIGNES_MAX));
  expect(result.current[0]?.op.resume).toBe('C0');
});

test('what follows an answer runs at once, then once for all those of the next second', () => {
  vi.useFakeTimers();
  const faire = vi.fn();
  renderHook(() => useApresSync(faire));
  for (let n = 0; n < 30; n += 1) announce('sync');
  expect(faire).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(faire).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5_000);
  expect(faire).toHaveBeenCalledTimes(2);
});
