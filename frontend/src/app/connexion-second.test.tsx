import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http as msw } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { setToken } from '@/lib/jeton';
import { useSession } from '@/lib/session';
import { AGENT, renderPage } from '../../tests/appuis';
import { FormulaireEquipe } from './connexion-formulaires';
import { MotDePasse } from './mot-de-passe';

const API = 'http://localhost/api/v1';
const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());
beforeEach(() => {
  setToken(null);
  useSession.setState({ statut: 'anonyme', utilisateur: null });
});

const refus = (code: string, status = 401) =>
  HttpResponse.json({ title: code, status, detail: `refus ${code}`, code }, { status });

test('le mot de passe juste sans code ouvre la seconde étape, et le code connecte', async () => {
  const recus: Record<string, unknown>[] = [];
  serveur.use(
    msw.post(`${API}/auth/connexion`, async ({ request }) => {
      const corps = (await request.json()) as Record<string, unknown>;
      recus.push(corps);
      if (!corps.code_totp) return refus('code_totp_requis');
      if (corps.code_totp !== '123456') return refus('code_totp_invalide');
      return HttpResponse.json({ access_token: 'a.b.c' });
    }),
    msw.get(`${API}/auth/moi`, () => HttpResponse.json(AGENT)),
  );
  renderPage(<FormulaireEquipe />);
  await userEvent.type(screen.getByLabelText('Identifiant'), 'admin_mali');
  await userEvent.type(screen.getByLabelText('Mot de passe'), 'secret');
  await userEvent.click(screen.getByRole('button', { name: 'Se connecter' }));
  const champ = await screen.findByLabelText('Code de vérification');
  await userEvent.type(champ, '000000{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('refus code_totp_invalide');
  expect(champ).toHaveValue('');
  await userEvent.type(champ, '123456{Enter}');
  await waitFor(() => expect(useSession.getState().statut).toBe('connectee'));
  expect(recus.map((un) => un.identifiant)).toEqual(Array(3).fill('admin_mali'));
});

test('le lien reçu porte son secret après le #, et un mot de passe faible est expliqué', async () => {
  const recus: unknown[] = [];
  serveur.use(
    msw.post(`${API}/auth/reinitialisation`, async ({ request }) => {
      recus.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { router } = renderPage(<MotDePasse />, {
    path: '/mot-de-passe#jeton-secret',
    route: '/mot-de-passe',
  });
  const champ = screen.getByLabelText(/Nouveau mot de passe/);
  await userEvent.type(champ, 'aaaaaaaaaa');
  expect(screen.getByText(/Trop peu de caractères/)).toBeInTheDocument();
  await userEvent.clear(champ);
  await userEvent.type(champ, 'pirogue-bleue-77{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/connexion'));
  expect(recus).toEqual([{ jeton: 'jeton-secret', nouveau: 'pirogue-bleue-77' }]);
});

test('sans lien, la demande répond la même chose que le compte existe ou non', async () => {
  serveur.use(
    msw.post(`${API}/auth/reinitialisation/demande`, () => new HttpResponse(null, { status: 202 })),
  );
  renderPage(<MotDePasse />, { path: '/mot-de-passe', route: '/mot-de-passe' });
  await userEvent.type(screen.getByLabelText(/Identifiant/), 'personne{Enter}');
  expect(await screen.findByRole('status')).toHaveTextContent('Si ce compte a un téléphone');
});
