import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http as msw } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isOpenTo } from '@/lib/feature';
import { homeOf, useSession } from '@/lib/session';
import { AGENT, renderPage, signIn } from '../../tests/appuis';
import { Connexion } from './connexion';
import { Palette } from './palette';

const URL_API = 'http://localhost/api/v1';
const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
beforeEach(() => useSession.setState({ statut: 'anonyme', utilisateur: null }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

describe('signing in', () => {
  test('an agent signs in with name and password and lands where they were going', async () => {
    serveur.use(
      msw.post(`${URL_API}/auth/connexion`, async ({ request }) => {
        expect(await request.json()).toEqual({
          identifiant: 'agent_mali',
          mot_de_passe: 'secret',
          se_souvenir: false,
        });
        return HttpResponse.json({ access_token: 'a.b.c', expires_in: 900 });
      }),
      msw.get(`${URL_API}/auth/moi`, () => HttpResponse.json(AGENT)),
    );
    const { router } = renderPage(<Connexion />, { path: '/connexion?suite=%2Fvols' });
    await userEvent.type(screen.getByLabelText('Identifiant'), 'agent_mali');
    await userEvent.type(screen.getByLabelText('Mot de passe'), 'secret');
    await userEvent.click(screen.getByRole('button', { name: 'Se connecter' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/vols'));
  });

  test('an address outside the app is not followed', async () => {
    signIn();
    const { router } = renderPage(<Connexion />, {
      path: '/connexion?suite=%2F%2Fmechant.example',
      route: '*',
    });
    await waitFor(() => expect(router.state.location.pathname).toBe('/mali'));
  });

  test('a refusal is shown with the server’s words', async () => {
    serveur.use(
      msw.post(`${URL_API}/auth/connexion`, () =>
        HttpResponse.json(
          {
            title: 'x',
            status: 429,
            detail: 'Réessayez dans 15 minutes.',
            code: 'compte_verrouille',
          },
          { status: 429 },
        ),
      ),
    );
    renderPage(<Connexion />);
    await userEvent.type(screen.getByLabelText('Identifiant'), 'x');
    await userEvent.type(screen.getByLabelText('Mot de passe'), 'y{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('Réessayez dans 15 minutes.');
  });

  test('a client’s number is checked, then the code is asked', async () => {
    let demande: unknown;
    serveur.use(
      msw.post(`${URL_API}/auth/otp`, async ({ request }) => {
        demande = await request.json();
        return new HttpResponse(null, { status: 202 });
      }),
    );
    renderPage(<Connexion />, { path: '/connexion?porte=client' });
    await userEvent.type(screen.getByLabelText('Téléphone'), '123{Enter}');
    expect(await screen.findByText(/n’est pas valable/)).toBeVisible();
    await userEvent.clear(screen.getByLabelText('Téléphone'));
    await userEvent.type(screen.getByLabelText('Téléphone'), '76 12 34 56{Enter}');
    expect(await screen.findByLabelText('Code à 6 chiffres')).toBeVisible();
    expect(demande).toEqual({ telephone: '+22376123456' });
  });
});

describe('front doors', () => {
  test('each role has its own home', () => {
    const roles = [
      ['agent', 'CN', '/chine'],
      ['agent', 'ML', '/mali'],
      ['agent', 'CI', '/rci'],
      ['admin', 'CN', '/admin/cn'],
      ['admin', 'CI', '/admin/ci'],
      ['direction', null, '/direction'],
      ['client', 'ML', '/client'],
    ] as const;
    for (const [fonction, pays, chemin] of roles) {
      expect(homeOf({ ...AGENT, fonction, pays })).toBe(chemin);
    }
  });

  test('an entry shows only to its doors and its rights', () => {
    const entree = { pour: ['mali'], actions: ['caisse.ouvrir'] } as const;
    const caissier = { ...AGENT, actions: ['caisse.ouvrir'] };
    expect(isOpenTo(entree, caissier, 'mali')).toBe(true);
    expect(isOpenTo(entree, AGENT, 'mali')).toBe(false);
    expect(isOpenTo(entree, caissier, 'chine')).toBe(false);
  });
});

test('the search box finds cartons and opens the one chosen with Enter', async () => {
  signIn();
  const demandes: (string | null)[] = [];
  serveur.use(
    msw.get(`${URL_API}/recherche`, ({ request }) => {
      demandes.push(new URL(request.url).searchParams.get('q'));
      return HttpResponse.json({
        colis: [{ id: 'c1', code_suivi: 'YAKMVS9EDD1R3', statut: 'recu', destinataire: 'Awa' }],
        clients: [],
        vols: [],
        recus: [{ id: 'e1', recu: 'BKO-2026-000123', montant: { montant: 5_000, devise: 'XOF' } }],
      });
    }),
  );
  const { router } = renderPage(<Palette ouverte onOuverte={() => undefined} />);
  await userEvent.type(screen.getByRole('combobox', { name: 'Rechercher' }), 'dd1r3');
  expect(await screen.findByText('YAKM-VS9E-DD1R3')).toBeVisible();
  expect(demandes).toEqual(['dd1r3']);
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/colis/c1'));
});
