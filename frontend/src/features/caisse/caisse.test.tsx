import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { capture } from '@/offline/outbox';
import type { SessionCaisse } from '@/offline/session-caisse';
import { renderPage, signIn } from '../../../tests/appuis';
import { OUVERTE } from '../../../tests/caisse';
import { queueIntakes } from '../../../tests/hors-ligne';
import { ComptageCaisse, readMoyens } from './comptage';
import { SessionPage } from './session';

const COMPTEE: SessionCaisse = {
  ...OUVERTE,
  statut: 'comptee',
  comptee_le: '2026-03-03T18:00:00Z',
  compte: { especes: 20_000 },
  attendu: { especes: 25_000 },
  ecart: { especes: -5_000 },
};

const serveur = setupServer(
  http.get('*/api/v1/encaissements', () => HttpResponse.json({ items: [], suivant: null })),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

test('an amount that cannot be read stops the count; an empty one is not counted', () => {
  expect(readMoyens({ wave: '12 500', moov: '' }, 'XOF')).toEqual({ wave: 12_500 });
  expect(readMoyens({ wave: 'douze' }, 'XOF')).toBeNull();
});

test('the count is sent once, by denomination and by method, after a question', async () => {
  const recu = vi.fn();
  serveur.use(
    http.post('*/comptage', async ({ request }) => {
      recu(await request.json());
      return HttpResponse.json(COMPTEE);
    }),
  );
  signIn({ actions: ['caisse.compter'] });
  const onComptee = vi.fn();
  renderPage(
    <ComptageCaisse session={OUVERTE} onComptee={onComptee} onAnnuler={() => undefined} />,
  );
  fireEvent.change(screen.getByLabelText(/^Nombre de 10\s000$/), { target: { value: '2' } });
  fireEvent.change(screen.getByLabelText('Wave'), { target: { value: '12 500' } });
  fireEvent.click(screen.getByRole('button', { name: 'Fermer la caisse' }));
  expect(recu).not.toHaveBeenCalled();
  fireEvent.click(
    within(await screen.findByRole('dialog')).getByRole('button', { name: 'Oui, fermer' }),
  );
  await waitFor(() => expect(onComptee).toHaveBeenCalled());
  expect(recu).toHaveBeenCalledWith({ coupures: { '10000': 2 }, par_moyen: { wave: 12_500 } });
});

test('the cashier sees the difference but never signs it', async () => {
  serveur.use(http.get('*/caisses/sessions/:id', () => HttpResponse.json(COMPTEE)));
  signIn({ actions: ['caisse.lire', 'caisse.valider'] });
  renderPage(<SessionPage />, {
    path: `/caisse/sessions/${OUVERTE.id}`,
    route: '/caisse/sessions/:id',
  });
  expect(await screen.findByText('Une autre personne doit valider ce comptage.')).toBeVisible();
  expect(screen.queryByRole('button', { name: /valider/i })).toBeNull();
});

test('another person signs a difference with its reason', async () => {
  const recu = vi.fn();
  serveur.use(
    http.get('*/caisses/sessions/:id', () => HttpResponse.json(COMPTEE)),
    http.post('*/validation', async ({ request }) => {
      recu(await request.json());
      return HttpResponse.json({ ...COMPTEE, statut: 'validee' });
    }),
  );
  signIn({ id: '0199a000-0000-7000-8000-000000000002', actions: ['caisse.valider'] });
  renderPage(<SessionPage />, {
    path: `/caisse/sessions/${OUVERTE.id}`,
    route: '/caisse/sessions/:id',
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Expliquer et valider' }));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Rendu de monnaie' } });
  fireEvent.click(screen.getByRole('button', { name: 'Valider' }));
  await waitFor(() => expect(recu).toHaveBeenCalledWith({ motif: 'Rendu de monnaie' }));
});

test('a closing the devices contradict names the act, and what each side counts', async () => {
  serveur.use(
    http.post('*/comptage', () =>
      HttpResponse.json(
        {
          title: 'Comptes différents',
          status: 409,
          code: 'bilan_different',
          detail: 'L’appareil Comptoir 1 et le serveur ne comptent pas les mêmes opérations.',
          details: {
            ecarts: [
              {
                type: 'encaissement.enregistrer',
                declare: 3,
                recu: 2,
                especes_declarees: { montant: 15_000, devise: 'XOF' },
                especes_recues: { montant: 10_000, devise: 'XOF' },
              },
            ],
          },
        },
        { status: 409, headers: { 'Content-Type': 'application/problem+json' } },
      ),
    ),
  );
  signIn();
  renderPage(<ComptageCaisse session={OUVERTE} onComptee={vi.fn()} onAnnuler={vi.fn()} />);
  fireEvent.click(screen.getByRole('button', { name: 'Fermer la caisse' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Oui, fermer' }));
  const ligne = await screen.findByRole('row', { name: /Encaissement/ });
  expect(ligne).toHaveTextContent(/3 · 15.000.FCFA/);
  expect(ligne).toHaveTextContent(/2 · 10.000.FCFA/);
});

test('a payment not sent yet holds the count back, however long the queue before it', async () => {
  const personne = signIn();
  await queueIntakes(personne, 520);
  await capture({
    type: 'encaissement.enregistrer',
    entity_id: OUVERTE.id,
    payload: { somme: 5_000, moyen: 'especes' },
    resume: '5000',
  });
  renderPage(<ComptageCaisse session={OUVERTE} onComptee={vi.fn()} onAnnuler={vi.fn()} />);
  expect(await screen.findByText(/1 opération d’argent n’est pas encore envoyée/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Fermer la caisse' })).toBeDisabled();
});
