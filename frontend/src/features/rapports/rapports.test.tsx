import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import type { Rapport } from './queries';
import { Rapports } from './rapports';

const RAPPORT: Rapport = {
  id: '0199a000-0000-7000-8000-00000000c001',
  type: 'journee_agent',
  pays: 'ML',
  debut: '2026-11-20',
  fin: '2026-11-20',
  agent_id: null,
  statut: 'en_attente',
  sha256: '',
  provisoire: false,
  remplace: null,
  demande_le: '2026-11-20T18:00:00Z',
  pret_le: null,
  erreur: '',
};

let lectures = 0;
const demandes: Record<string, unknown>[] = [];
const serveur = setupServer(
  http.get('*/api/v1/rapports', () => {
    lectures += 1;
    const statut = lectures > 1 ? 'pret' : 'en_attente';
    return HttpResponse.json({ items: [{ ...RAPPORT, statut }], suivant: null });
  }),
  http.post('*/api/v1/rapports', async ({ request }) => {
    demandes.push((await request.json()) as Record<string, unknown>);
    return HttpResponse.json(
      {
        type: 'about:blank',
        title: 'Comptez d’abord la caisse',
        status: 409,
        detail: 'Votre caisse est encore ouverte.',
        code: 'comptage_requis',
      },
      { status: 409 },
    );
  }),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  lectures = 0;
  serveur.resetHandlers();
});
afterAll(() => serveur.close());

test('un rapport en préparation devient prêt tout seul', async () => {
  signIn({ actions: ['rapport.lire'] });
  renderPage(<Rapports />);
  expect(await screen.findByText('Quelques secondes…')).toBeVisible();
  expect(await screen.findByRole('button', { name: 'PDF' }, { timeout: 6000 })).toBeVisible();
});

test('une caisse à compter est dite avec le chemin pour la compter', async () => {
  signIn({ actions: ['rapport.lire', 'rapport.demander'] });
  renderPage(<Rapports />);
  await userEvent.click(screen.getByRole('button', { name: 'Préparer le rapport' }));
  expect(await screen.findByText('Votre caisse est encore ouverte.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Compter ma caisse' })).toHaveAttribute(
    'href',
    '/caisse',
  );
  expect(demandes.at(-1)).toMatchObject({ type: 'journee_agent', pays: 'ML', agent_id: null });
});

test('un rapport provisoire le dit, et celui qui le remplace se dit définitif', async () => {
  serveur.use(
    http.get('*/api/v1/rapports', () =>
      HttpResponse.json({
        items: [
          { ...RAPPORT, id: 'b', statut: 'pret', remplace: 'a' },
          { ...RAPPORT, id: 'a', statut: 'pret', provisoire: true },
        ],
        suivant: null,
      }),
    ),
  );
  signIn({ actions: ['rapport.lire'] });
  renderPage(<Rapports />);
  expect(await screen.findAllByText('Provisoire')).toHaveLength(1);
  expect(screen.getAllByText('Définitif')).toHaveLength(1);
});
