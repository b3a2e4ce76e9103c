import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { betweenCaptures, useSaisies } from './saisie-en-cours';

beforeEach(() => useSaisies.setState({ nombre: 0 }));
afterEach(() => vi.unstubAllGlobals());

test('a new version does not come in the middle of a carton of this tab', async () => {
  const appliquer = vi.fn();
  useSaisies.setState({ nombre: 1 });
  expect(await betweenCaptures(appliquer)).toBe(false);
  useSaisies.setState({ nombre: 0 });
  expect(await betweenCaptures(appliquer)).toBe(true);
  expect(appliquer).toHaveBeenCalledTimes(1);
});

test('nor of another tab', async () => {
  const appliquer = vi.fn();
  let libre = false;
  const request = (_nom: string, _options: object, faire: (verrou: object | null) => boolean) =>
    Promise.resolve(faire(libre ? {} : null));
  vi.stubGlobal('navigator', { ...navigator, locks: { request } });
  expect(await betweenCaptures(appliquer)).toBe(false);
  libre = true;
  expect(await betweenCaptures(appliquer)).toBe(true);
  expect(appliquer).toHaveBeenCalledTimes(1);
});
