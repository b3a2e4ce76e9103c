import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { keepReading } from '@/offline/lecture';
import type { ColisStock } from '@/offline/stock-local';
import { signIn } from '../../../tests/appuis';
import { AWA } from '../../../tests/comptoir';
import { useDossiers } from './queries';

const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => signIn());
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

const AU_DEPOT: ColisStock = {
  colis_id: '0199a000-0000-7000-8000-0000000000a1',
  code_suivi: '0123456789ABC',
  statut: 'disponible',
  client_id: AWA.id,
  destinataire_nom: AWA.nom,
  destinataire_telephone: AWA.telephone,
  contenu: 'Pagne',
  poids_g: 1_000,
  rang: 1,
  total: 1,
  emplacement: null,
  du: { montant: 5_000, devise: 'XOF' },
  blocage: null,
  endommage: false,
  arrive_le: '2026-03-01T00:00:00Z',
  age_j: 2,
};

test.each<[string, () => Response]>([
  ['the line is cut', () => HttpResponse.error()],
  ['the proxy answers for the server', () => HttpResponse.html('<html/>', { status: 502 })],
  ['a Wi-Fi page answers', () => HttpResponse.html('<html>Bienvenue</html>')],
  [
    'the server is down',
    () => HttpResponse.json({ title: 'Panne', status: 503, code: 'panne' }, { status: 503 }),
  ],
])('the counter stays open on the kept depot when %s', async (_nom, reponse) => {
  await keepReading('stock-local', [AU_DEPOT]);
  serveur.use(http.get('*/api/v1/*', reponse));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useDossiers([AWA.id]), { wrapper });
  await waitFor(() => expect(result.current[0]?.isPending).toBe(false));
  expect(result.current[0]?.data).toMatchObject({
    client: { nom: AWA.nom },
    colis: [{ id: AU_DEPOT.colis_id, du: { montant: 5_000 } }],
    avoir: null,
  });
});

test('a refusal of ours is not covered by what was kept', async () => {
  await keepReading('stock-local', [AU_DEPOT]);
  serveur.use(
    http.get('*/api/v1/*', () =>
      HttpResponse.json({ title: 'Refus', status: 403, code: 'interdit' }, { status: 403 }),
    ),
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useDossiers([AWA.id]), { wrapper });
  await waitFor(() => expect(result.current[0]?.error).toMatchObject({ code: 'interdit' }));
});
