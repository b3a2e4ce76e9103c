import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import { Partenaires } from './partenaires';
import type { Abonnement, Livraison } from './queries-partenaires';

const TRANSIT: Abonnement = {
  id: '0199a000-0000-7000-8000-00000000d001',
  pays: 'ML',
  nom: 'Transit Sahel',
  url: 'https://transit.example/crochet',
  evenements: [],
  actif: true,
  echec_depuis_le: null,
  desactive_le: null,
  ancien_jusqu_le: null,
  cree_le: '2026-11-20T09:00:00Z',
};
const RATEE: Livraison = {
  id: '0199a000-0000-7000-8000-00000000d101',
  type: 'colis.remis',
  statut: 'en_attente',
  essais: 2,
  http_statut: 503,
  erreur: '',
  prochain_le: '2026-11-20T10:00:00Z',
  cree_le: '2026-11-20T09:30:00Z',
  livree_le: null,
};

let abonnements: Abonnement[] = [];
let appels: [string, unknown][] = [];
const chemin = (request: Request): string =>
  `${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`;
const serveur = setupServer(
  http.get('*/api/v1/abonnements', () => HttpResponse.json(abonnements)),
  http.get('*/api/v1/abonnements/:id/livraisons', () =>
    HttpResponse.json({ items: [RATEE], suivant: null }),
  ),
  http.post('*/api/v1/abonnements', async ({ request }) => {
    appels.push([chemin(request), await request.json()]);
    return HttpResponse.json({ ...TRANSIT, secret: 'whsec_premier' }, { status: 201 });
  }),
  http.post('*/api/v1/abonnements/:id/secret', ({ request }) => {
    appels.push([chemin(request), null]);
    return HttpResponse.json({ ...TRANSIT, secret: 'whsec_second' });
  }),
  http.post('*/api/v1/abonnements/:id/essai', ({ request }) => {
    appels.push([chemin(request), null]);
    return HttpResponse.json({ ...RATEE, type: 'essai' }, { status: 201 });
  }),
  http.patch('*/api/v1/abonnements/:id', async ({ request }) => {
    appels.push([chemin(request), await request.json()]);
    return HttpResponse.json(TRANSIT);
  }),
);
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  serveur.resetHandlers();
  appels = [];
});
afterAll(() => serveur.close());

function open(plus: Partial<Abonnement> | null = {}, path = '/messages?onglet=partenaires') {
  abonnements = plus === null ? [] : [{ ...TRANSIT, ...plus }];
  signIn({ fonction: 'admin', role: 'admin_mali', actions: ['reglage.modifier'] });
  renderPage(<Partenaires />, { path });
}
const fiche = () => open({}, `/messages?onglet=partenaires&partenaire=${TRANSIT.id}`);

test('sans partenaire, l’écran dit quoi faire', async () => {
  open(null);
  expect(await screen.findByText('Aucun partenaire')).toBeVisible();
});

test('un partenaire inscrit montre son secret une fois, fermé par son bouton seul', async () => {
  const user = userEvent.setup();
  open(null);
  await user.click(await screen.findByRole('button', { name: 'Nouveau partenaire' }));
  const saisie = await screen.findByRole('dialog');
  await user.type(within(saisie).getByLabelText(/^Nom/), 'Transit Sahel');
  await user.type(within(saisie).getByLabelText(/^Adresse/), TRANSIT.url);
  await user.click(within(saisie).getByRole('checkbox', { name: 'Remis' }));
  await user.click(within(saisie).getByRole('button', { name: 'Inscrire' }));
  expect(await screen.findByDisplayValue('whsec_premier')).toBeVisible();
  expect(appels[0]?.[1]).toMatchObject({
    nom: 'Transit Sahel',
    url: TRANSIT.url,
    evenements: ['colis.remis'],
    pays: 'ML',
  });
  await user.keyboard('{Escape}');
  expect(screen.getByDisplayValue('whsec_premier')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Je l’ai noté' }));
  await waitFor(() => expect(screen.queryByDisplayValue('whsec_premier')).toBeNull());
});

test('la fiche montre les derniers appels et leurs réponses', async () => {
  fiche();
  expect(await screen.findByText(/colis\.remis/)).toBeVisible();
  expect(screen.getByText('À reprendre')).toBeVisible();
  expect(screen.getByText(/2 essais · 503/)).toBeVisible();
});

test('un essai part d’un bouton', async () => {
  const user = userEvent.setup();
  fiche();
  await user.click(await screen.findByRole('button', { name: 'Envoyer un essai' }));
  await waitFor(() => expect(appels[0]?.[0]).toBe(`POST /abonnements/${TRANSIT.id}/essai`));
});

test('un nouveau secret se demande, se montre une fois et dit que l’ancien vaut un jour', async () => {
  const user = userEvent.setup();
  fiche();
  await user.click(await screen.findByRole('button', { name: 'Nouveau secret' }));
  const question = await screen.findByRole('dialog', { name: /Nouveau secret pour/ });
  await user.click(within(question).getByRole('button', { name: 'Nouveau secret' }));
  expect(await screen.findByDisplayValue('whsec_second')).toBeVisible();
  expect(screen.getByText(/signe encore 24 heures/)).toBeVisible();
});

test('un partenaire abandonné le dit et se remet en service', async () => {
  const user = userEvent.setup();
  open(
    { actif: false, desactive_le: '2026-11-20T09:00:00Z' },
    `/messages?onglet=partenaires&partenaire=${TRANSIT.id}`,
  );
  expect(await screen.findByText(/rien accepté pendant 5 jours/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Envoyer un essai' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Remettre en service' }));
  await waitFor(() => expect(appels[0]?.[1]).toEqual({ actif: true }));
});
