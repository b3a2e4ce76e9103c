import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { database } from '@/offline/db';
import { capture } from '@/offline/outbox';
import { AGENT, renderPage, signIn } from '../../../tests/appuis';
import { AWA, colisAuGuichet } from '../../../tests/comptoir';
import { deleteBase } from '../../../tests/hors-ligne';
import { Guichet } from './guichet';

vi.mock('@/station/sons', () => ({ answer: vi.fn() }));

const poste = vi.fn();
const vide = () => HttpResponse.json({ items: [], suivant: null });
const serveur = setupServer(
  http.get('*/api/v1/colis', ({ request }) =>
    new URL(request.url).searchParams.get('client') === AWA.id
      ? HttpResponse.json({
          items: [colisAuGuichet({ du: { montant: 5_000, devise: 'XOF' } })],
          suivant: null,
        })
      : vide(),
  ),
  http.get(`*/api/v1/clients/${AWA.id}`, () => HttpResponse.json(AWA)),
  http.get(`*/api/v1/clients/${AWA.id}/compte`, () =>
    HttpResponse.json({
      client: AWA,
      du: { montant: 5_000, devise: 'XOF' },
      avoir: { montant: 0, devise: 'XOF' },
      a_payer: [],
      historique: [],
    }),
  ),
  http.get('*/api/v1/caisses/sessions/courante', () => HttpResponse.json({ id: 's' })),
  http.post('*/api/v1/encaissements', async ({ request }) => {
    const { id } = (await request.json()) as { id: string };
    poste();
    return HttpResponse.json({ id, recu_numero: 'R-1' }, { status: 201 });
  }),
  http.get('*/api/v1/*', vide),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterAll(() => serveur.close());
beforeEach(async () => {
  await deleteBase();
  poste.mockClear();
  signIn({ actions: ['remise.effectuer', 'encaissement.enregistrer'] });
});
afterEach(() => serveur.resetHandlers());

const PAYE_LE = '2026-03-10T08:00:00.000Z';

async function refusedPayment() {
  const { op_id, recu_provisoire } = await capture({
    type: 'encaissement.enregistrer',
    entity_id: '0199a000-0000-7000-8000-0000000000e1',
    payload: {
      id: '0199a000-0000-7000-8000-0000000000e1',
      client_id: AWA.id,
      lignes: [{ colis_id: 'x', montant: 5_000 }],
      moyen: 'especes',
      survenu_le: PAYE_LE,
    },
    resume: '5 000 FCFA · Awa',
  });
  const base = await database();
  await base.delete('attente', op_id);
  await base.put('resultats', {
    op_id,
    actor_id: AGENT.id,
    status: 'rejected',
    version: null,
    problem: { title: 'Refus', status: 422, detail: 'Colis non payable.', code: 'refus' },
    resultat: null,
    recu_le: PAYE_LE,
    a_revoir: 1,
  });
  return { op_id, recu_provisoire };
}

const open = (op_id: string) =>
  renderPage(<Guichet />, { path: `/remises?clients=${AWA.id}&corriger=${op_id}` });

const collect = async () =>
  userEvent.click(await screen.findByRole('button', { name: /^Encaisser 5/ }));

const payments = async () =>
  (await (await database()).getAll('ops'))
    .map(({ enveloppe }) => enveloppe)
    .filter(({ type }) => type === 'encaissement.enregistrer');

test('a refused payment taken again names it, under the same number and moment', async () => {
  const { op_id, recu_provisoire } = await refusedPayment();
  const { router } = open(op_id);
  expect(await screen.findByText(/Correction de « 5 000 FCFA · Awa »/)).toBeVisible();
  expect(screen.getByText('Colis non payable.')).toBeVisible();
  await collect();
  await waitFor(async () => expect(await payments()).toHaveLength(2));
  const faite = (await payments()).find(({ remplace }) => remplace === op_id);
  expect(faite?.payload).toMatchObject({ recu_provisoire, survenu_le: PAYE_LE });
  expect(poste).not.toHaveBeenCalled();
  await waitFor(() => expect(router.state.location.search).not.toContain('corriger'));
  await waitFor(() => expect(screen.queryByText(/Correction de/)).toBeNull());
  expect((await (await database()).get('resultats', op_id))?.a_revoir).toBe(0);
});

test('a correction given up leaves the next payment of the same client alone', async () => {
  const { op_id } = await refusedPayment();
  open(op_id);
  await userEvent.click(await screen.findByRole('button', { name: 'Annuler la correction' }));
  await waitFor(() => expect(screen.queryByText(/Correction de/)).toBeNull());
  await collect();
  await waitFor(() => expect(poste).toHaveBeenCalledOnce());
  expect(await payments()).toHaveLength(1);
  expect((await (await database()).get('resultats', op_id))?.a_revoir).toBe(1);
});

test('the screen left midway, the next payment of the same client corrects nothing', async () => {
  const { op_id } = await refusedPayment();
  const { unmount } = open(op_id);
  await screen.findByText(/Correction de/);
  unmount();
  renderPage(<Guichet />, { path: `/remises?clients=${AWA.id}` });
  await collect();
  await waitFor(() => expect(poste).toHaveBeenCalledOnce());
  expect((await (await database()).get('resultats', op_id))?.a_revoir).toBe(1);
});

test('the refused payment of somebody else is not corrected by this client’s', async () => {
  const { op_id } = await refusedPayment();
  const base = await database();
  const op = await base.get('ops', op_id);
  if (!op) throw new Error('nothing captured');
  const { enveloppe } = op;
  const payload = { ...enveloppe.payload, client_id: '0199a000-0000-7000-8000-0000000000c9' };
  await base.put('ops', { ...op, enveloppe: { ...enveloppe, payload } });
  open(op_id);
  await collect();
  await waitFor(() => expect(poste).toHaveBeenCalledOnce());
  expect(screen.queryByText(/Correction de/)).toBeNull();
});
