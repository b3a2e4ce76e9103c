import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renderPage, signIn } from '../../../tests/appuis';
import { ImportClients } from './import';
import { ListeClients, worthAsking } from './liste';

const AWA = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  nom: 'Awa Traoré',
  telephone: '+22376123456',
  pays: 'ML',
  langue: 'fr',
  adresse: '',
  consentement_whatsapp: true,
  version: 1,
  cree_le: '2026-01-02T00:00:00Z',
};
const page = (items: unknown[]) => HttpResponse.json({ items, suivant: null });
const demandes: string[] = [];
const essais: boolean[] = [];

const serveur = setupServer(
  http.get('*/api/v1/pays', () =>
    page([{ code: 'ML', nom: 'Mali', nom_en: 'Mali', nom_zh: '马里', origine: false }]),
  ),
  http.get('*/api/v1/clients', ({ request }) => {
    demandes.push(new URL(request.url).search);
    return page([AWA]);
  }),
  http.post('*/api/v1/clients/import', ({ request }) => {
    const essai = new URL(request.url).searchParams.get('essai') === 'true';
    essais.push(essai);
    return HttpResponse.json({
      essai,
      total: 3,
      crees: 1,
      existants: 1,
      erreurs: [{ ligne: 4, champ: 'telephone', message: 'numéro incomplet' }],
      apercu: [AWA],
    });
  }),
);

beforeAll(() => serveur.listen({ onUnhandledRequest: 'bypass' }));
afterAll(() => serveur.close());
afterEach(() => {
  serveur.resetHandlers();
  demandes.length = 0;
  essais.length = 0;
});

describe('looking a client up', () => {
  test('a phone is asked from its eighth digit, a name from its second letter', () => {
    expect([worthAsking('7612345'), worthAsking('76 12 34 56')]).toEqual([false, true]);
    expect([worthAsking('a'), worthAsking('aw'), worthAsking(undefined)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('the origin sees no list before a number is typed', async () => {
    signIn({ role: 'agent_chine', pays: 'CN', actions: ['client.lire'] });
    renderPage(<ListeClients />, { path: '/clients', route: '/clients' });
    expect(await screen.findByText('Cherchez un client')).toBeVisible();
    expect(demandes).toHaveLength(0);
    const clavier = userEvent.setup({ delay: null });
    await clavier.type(screen.getByRole('searchbox'), '76123456');
    expect(await screen.findByText('Awa Traoré')).toBeVisible();
    expect(demandes).toHaveLength(1);
  });
});

describe('importing clients', () => {
  test('a file is previewed without writing, its bad rows named, then imported as shown', async () => {
    signIn({ fonction: 'admin', role: 'admin_mali', pays: 'ML', actions: ['client.importer'] });
    const clavier = userEvent.setup({ delay: null });
    renderPage(<ImportClients />, { path: '/clients/import', route: '*' });
    const fichier = new File(['nom;telephone'], 'clients.csv', { type: 'text/csv' });
    await waitFor(() => expect(screen.queryByText(/Pays des lignes/)).toBeNull());
    await clavier.upload(
      screen.getByLabelText('Choisir un fichier', { selector: 'input' }),
      fichier,
    );
    expect(await screen.findByText('numéro incomplet')).toBeVisible();
    expect(screen.getByText('1 à créer')).toBeVisible();
    expect(essais).toEqual([true]);
    await clavier.click(screen.getByRole('button', { name: 'Importer 1 client' }));
    await waitFor(() => expect(essais).toEqual([true, false]));
  });
});
