import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { SessionCaisse } from '@/offline/session-caisse';
import { AGENT, renderPage, signIn } from '../../../tests/appuis';
import { OUVERTE } from '../../../tests/caisse';
import { SessionPage } from './session';
import { ListeSessions } from './sessions';

const ADMIN = '0199a000-0000-7000-8000-000000000002';
const ORPHELINE: SessionCaisse = { ...OUVERTE, caissier_absent: 'desactive' };
const COMPTEE: SessionCaisse = {
  ...ORPHELINE,
  statut: 'comptee',
  caissier_absent: null,
  comptee_le: '2026-03-04T18:00:00Z',
  comptee_par: { id: ADMIN, nom: 'Fatou Keïta' },
  comptage_motif: 'Parti sans compter',
  compte: { especes: 25_000 },
  attendu: { especes: 25_000 },
  ecart: { especes: 0 },
};
const DROITS = ['caisse.lire', 'caisse.compter', 'caisse.valider'];

let lue = ORPHELINE;
const recu = vi.fn();
const serveur = setupServer(
  http.get('*/api/v1/encaissements', () => HttpResponse.json({ items: [], suivant: null })),
  http.get('*/caisses/sessions', () => HttpResponse.json({ items: [lue], suivant: null })),
  http.get('*/caisses/sessions/:id', () => HttpResponse.json(lue)),
  http.post('*/comptage', async ({ request }) => {
    recu(await request.json());
    lue = COMPTEE;
    return HttpResponse.json(COMPTEE);
  }),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterEach(() => {
  lue = ORPHELINE;
  recu.mockReset();
});
afterAll(() => serveur.close());

function openPage(actions: string[]): void {
  signIn({ id: ADMIN, actions });
  renderPage(<SessionPage />, {
    path: `/caisse/sessions/${ORPHELINE.id}`,
    route: '/caisse/sessions/:id',
  });
}

test('an admin counts the till of someone gone, with a reason, and does not sign it', async () => {
  openPage(DROITS);
  expect(await screen.findByText(/est désactivé/)).toHaveTextContent(AGENT.nom);
  fireEvent.click(screen.getByRole('button', { name: 'Compter à sa place' }));
  const demande = await screen.findByRole('dialog');
  fireEvent.change(within(demande).getByRole('textbox'), {
    target: { value: 'Parti sans compter' },
  });
  fireEvent.click(within(demande).getByRole('button', { name: 'Passer au comptage' }));
  fireEvent.change(await screen.findByLabelText(/^Nombre de 10\s000$/), {
    target: { value: '2' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Fermer la caisse' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Oui, fermer' }));
  await waitFor(() =>
    expect(recu).toHaveBeenCalledWith({
      coupures: { '10000': 2 },
      par_moyen: {},
      motif: 'Parti sans compter',
    }),
  );
  expect(await screen.findByText('Une autre personne doit valider ce comptage.')).toBeVisible();
  expect(screen.getByText('Fatou Keïta')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Valider' })).toBeNull();
});

test('the till of someone still at work offers no count to an admin', async () => {
  lue = { ...ORPHELINE, caissier_absent: null };
  openPage(DROITS);
  expect(await screen.findByText(AGENT.nom)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Compter à sa place' })).toBeNull();
});

test('direction sees that a till waits but leaves its count to the country’s admin', async () => {
  openPage(['caisse.lire', 'caisse.valider']);
  expect(await screen.findByText(AGENT.nom)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Compter à sa place' })).toBeNull();
});

test('the list names the tills that wait for an admin’s count', async () => {
  signIn({ id: ADMIN, actions: DROITS });
  renderPage(<ListeSessions />);
  expect(await screen.findByText('Caissier absent : à compter par un admin')).toBeVisible();
});
