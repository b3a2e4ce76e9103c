import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import { HttpResponse, http as msw } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { useDirect, useDirectEtat } from './direct';
import { setToken } from './jeton';

/** A socket the test speaks through. */
class Prise {
  static derniere: Prise;
  onopen: () => void = () => undefined;
  onmessage: (event: { data: string }) => void = () => undefined;
  onclose: ((event: { code: number }) => void) | null = null;
  close = vi.fn();
  constructor(
    readonly url: string,
    readonly protocoles: string[],
  ) {
    Prise.derniere = this;
  }
}

const serveur = setupServer(
  msw.get('http://localhost/api/v1/configuration', () =>
    HttpResponse.json({ ws_url: 'ws://localhost:8001' }),
  ),
);
beforeAll(() => serveur.listen());
afterEach(() => vi.unstubAllGlobals());
afterAll(() => serveur.close());

test('the socket carries the token, refetches what it names and keeps the snapshot', async () => {
  vi.stubGlobal('WebSocket', Prise);
  setToken('jeton');
  const client = new QueryClient();
  client.setQueryData(['tableau', 'ML'], 1);
  client.setQueryData(['tarifs'], 1);
  const { unmount } = renderHook(() => useDirect(true), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  });
  await waitFor(() => expect(Prise.derniere).toBeDefined());
  const prise = Prise.derniere;
  expect(prise.url).toBe('ws://localhost:8001/ws/dashboard/');
  expect(prise.protocoles).toEqual(['ts.v1', 'jeton']);
  prise.onopen();
  expect(useDirectEtat.getState().etat).toBe('direct');
  prise.onmessage({ data: JSON.stringify({ type: 'changement', pays: 'ML', quoi: ['colis'] }) });
  expect(client.getQueryState(['tableau', 'ML'])?.isInvalidated).toBe(true);
  expect(client.getQueryState(['tarifs'])?.isInvalidated).toBe(false);
  prise.onmessage({ data: JSON.stringify({ type: 'stats', pays: 'ML', stats: { recus: 3 } }) });
  expect(useDirectEtat.getState().stats.ML).toMatchObject({ stats: { recus: 3 } });
  prise.onmessage({ data: 'pas du JSON' });
  prise.onclose?.({ code: 1006 });
  expect(useDirectEtat.getState().etat).toBe('scrutation');
  unmount();
  expect(useDirectEtat.getState().etat).toBe('coupe');
});
