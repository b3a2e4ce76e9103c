import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { database } from '@/offline/db';
import { syncNow } from '@/offline/sync';
import type { Enveloppe } from '@/offline/types';
import { AGENT, renderPage, signIn } from '../../../tests/appuis';
import { deleteBase } from '../../../tests/hors-ligne';
import { FicheClient } from './fiche';

const AWA = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  nom: 'Awa Traoré',
  telephone: '+22376123456',
  pays: 'ML',
  langue: 'fr',
  adresse: '',
  consentement_whatsapp: true,
  version: 7,
  cree_le: '2026-01-02T00:00:00Z',
};
let coupe = false;
let verdict: (op: Enveloppe) => object = () => ({ status: 'applied' });
const recues: Enveloppe[] = [];
const oui = () => (coupe ? HttpResponse.error() : null);

const serveur = setupServer(
  http.get('*/api/v1/clients/:id', () => oui() ?? HttpResponse.json(AWA)),
  http.get('*/api/v1/pays', () => oui() ?? HttpResponse.json({ items: [], suivant: null })),
  http.get('*/api/v1/colis', () => oui() ?? HttpResponse.json({ items: [], suivant: null })),
  http.post('*/api/v1/sync/operations', async ({ request }) => {
    if (coupe) return HttpResponse.error();
    const { operations } = (await request.json()) as { operations: Enveloppe[] };
    recues.push(...operations);
    return HttpResponse.json(
      {
        server_now: new Date().toISOString(),
        contiguous_upto: 0,
        gaps: [],
        results: operations.map((op) => ({ op_id: op.op_id, ...verdict(op) })),
      },
      { headers: { 'X-TS-Sync': '1' } },
    );
  }),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterAll(() => serveur.close());
beforeEach(async () => {
  await deleteBase();
  coupe = false;
  verdict = () => ({ status: 'applied' });
  recues.length = 0;
  signIn({ actions: ['client.lire', 'client.modifier'] });
});
afterEach(() => serveur.resetHandlers());

const openCard = () =>
  renderPage(<FicheClient />, { path: `/clients/${AWA.id}`, route: '/clients/:id' });

async function rename(nom: string): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name: 'Modifier' }));
  fireEvent.change(await screen.findByLabelText(/^Nom/), { target: { value: nom } });
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
}

const written = async (): Promise<Enveloppe[]> =>
  (await (await database()).getAll('ops')).map(({ enveloppe }) => enveloppe);

test('a change is an act of the log: the field touched, the version looked at', async () => {
  openCard();
  await rename('Awa Diarra');
  await waitFor(async () => expect(await written()).toHaveLength(1));
  const [op] = await written();
  expect(op).toMatchObject({
    type: 'client.modifier',
    entity_id: AWA.id,
    base_version: 7,
    payload: { client_id: AWA.id, nom: 'Awa Diarra' },
  });
  expect(op?.payload).toEqual({ client_id: AWA.id, nom: 'Awa Diarra' });
  await syncNow(true);
  await waitFor(() => expect(recues).toHaveLength(1));
});

test('with the network down the card opens as last seen, and the change waits', async () => {
  const { unmount } = openCard();
  await screen.findByRole('button', { name: 'Modifier' });
  unmount();
  coupe = true;
  openCard();
  await rename('Awa Diarra');
  await waitFor(async () => expect(await written()).toHaveLength(1));
  expect(await screen.findByText('Modification en attente d’envoi')).toBeVisible();
  coupe = false;
  await syncNow(true);
  await waitFor(() => expect(recues.map(({ base_version }) => base_version)).toEqual([7]));
  await waitFor(() => expect(screen.queryByText('Modification en attente d’envoi')).toBeNull());
});

test('a refusal that comes at once is said in the form, and the next try names it', async () => {
  verdict = () => ({
    status: 'rejected',
    problem: { title: 'Pris', status: 409, detail: 'Ce numéro est pris.', code: 'client_existe' },
  });
  openCard();
  await rename('Awa Diarra');
  await waitFor(async () => expect(await written()).toHaveLength(1));
  await syncNow(true);
  expect(await screen.findByText(/déjà/i)).toBeVisible();
  verdict = () => ({ status: 'applied' });
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));
  await waitFor(async () => expect(await written()).toHaveLength(2));
  const [premiere, seconde] = await written();
  expect(seconde?.remplace).toBe(premiere?.op_id);
  expect(
    await (await database()).countFromIndex('resultats', 'acteur_a_revoir', [AGENT.id, 1]),
  ).toBe(0);
});
