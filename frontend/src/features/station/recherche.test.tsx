import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createClient } from '@/app/query-client';
import { closeDatabase } from '@/offline/db';
import { signIn } from '../../../tests/appuis';
import { useClientsParTelephone } from './queries';

const repondre = vi.fn(async () => HttpResponse.json({ items: [], suivant: null }));
const serveur = setupServer(http.get('*/api/v1/clients', repondre));
beforeAll(() => serveur.listen());
afterAll(() => serveur.close());
afterEach(() => closeDatabase());

test('a number nobody has stays unknown while it is looked up again', async () => {
  signIn();
  const client = createClient();
  const autour = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useClientsParTelephone('76123456', true), {
    wrapper: autour,
  });
  await waitFor(() => expect(result.current.pret).toBe(true), { timeout: 10_000 });
  let finir: () => void = () => undefined;
  repondre.mockImplementationOnce(async () => {
    await new Promise<void>((resolve) => {
      finir = resolve;
    });
    return HttpResponse.json({ items: [], suivant: null });
  });
  act(() => void client.invalidateQueries({ queryKey: ['clients'] }));
  await waitFor(() => expect(client.isFetching()).toBe(1));
  expect(result.current).toMatchObject({ pret: true, clients: [] });
  finir();
});
