import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { database } from '@/offline/db';
import { syncNow } from '@/offline/sync';
import type { Enveloppe } from '@/offline/types';
import { renderPage, signIn } from '../../../tests/appuis';
import { deleteBase } from '../../../tests/hors-ligne';
import { OuvertureCaisse } from './ouverture';

let statut = 'rejected';
const REFUS = { title: 'Prise', status: 409, detail: 'Caisse déjà ouverte.', code: 'prise' };
const serveur = setupServer(
  http.get('*/api/v1/caisses', () =>
    HttpResponse.json({
      items: [
        {
          id: '0199a000-0000-7000-8000-0000000000d2',
          nom: 'Caisse 1',
          agence: 'Bamako',
          devise: 'XOF',
          session: null,
        },
      ],
      suivant: null,
    }),
  ),
  http.post('*/api/v1/sync/operations', async ({ request }) => {
    const { operations } = (await request.json()) as { operations: Enveloppe[] };
    const problem = statut === 'rejected' ? REFUS : undefined;
    return HttpResponse.json(
      {
        server_now: new Date().toISOString(),
        contiguous_upto: 0,
        gaps: [],
        results: operations.map(({ op_id }) => ({ op_id, status: statut, problem })),
      },
      { headers: { 'X-TS-Sync': '1' } },
    );
  }),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterAll(() => serveur.close());
beforeEach(async () => {
  await deleteBase();
  statut = 'rejected';
  signIn({ actions: ['caisse.ouvrir'] });
});
afterEach(() => serveur.resetHandlers());

const openings = async () =>
  (await (await database()).getAll('ops')).map(({ enveloppe }) => enveloppe);

async function open(nombre: number): Promise<void> {
  await userEvent.click(await screen.findByRole('button', { name: /^Ouvrir la caisse/ }));
  await waitFor(async () => expect(await openings()).toHaveLength(nombre));
  await syncNow(true);
}

test('an opening refused at once says why, and the next one names it', async () => {
  const onOuverte = vi.fn();
  const { router } = renderPage(<OuvertureCaisse onOuverte={onOuverte} />, { path: '/caisse' });
  await open(1);
  expect(await screen.findByText(/Correction de « Caisse 1/)).toBeVisible();
  expect(screen.getByText('Caisse déjà ouverte.')).toBeVisible();
  const [premiere] = await openings();
  expect(router.state.location.search).toBe(`?corriger=${premiere?.op_id}`);
  statut = 'applied';
  await open(2);
  await waitFor(() => expect(onOuverte).toHaveBeenCalled());
  const seconde = (await openings()).find(({ remplace }) => remplace === premiere?.op_id);
  expect(seconde).toBeDefined();
  expect(router.state.location.search).toBe('');
  const resultat = await (await database()).get('resultats', premiere?.op_id ?? '');
  expect(resultat?.a_revoir).toBe(0);
});
