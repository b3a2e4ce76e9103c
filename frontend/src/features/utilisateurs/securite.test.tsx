import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http as msw } from 'msw';
import { setupServer } from 'msw/node';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Garde } from '@/app/gardes';
import { setToken } from '@/lib/jeton';
import { useSession } from '@/lib/session';
import { AGENT, renderPage, signIn } from '../../../tests/appuis';
import { tabTo } from '../../../tests/clavier';
import { NouveauMembre } from './formulaire';
import { Securite } from './securite';

const API = 'http://localhost/api/v1';
const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());

test('un mot de passe tapé par un autre ne laisse ouvrir que son changement, puis tout s’ouvre', async () => {
  const recus: unknown[] = [];
  serveur.use(
    msw.get(`${API}/auth/avis`, () => HttpResponse.json({ items: [], suivant: null })),
    msw.get(`${API}/auth/sessions`, () => HttpResponse.json({ items: [], suivant: null })),
    msw.post(`${API}/auth/mot-de-passe`, async ({ request }) => {
      recus.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
    msw.post(`${API}/auth/rafraichissement`, () => HttpResponse.json({ access_token: 'a.b.c' })),
    msw.get(`${API}/auth/moi`, () =>
      HttpResponse.json({ ...AGENT, mot_de_passe_a_changer: false }),
    ),
  );
  setToken('x.y.z');
  signIn({ mot_de_passe_a_changer: true });
  renderPage(<Securite />);
  expect(screen.getByRole('alert')).toHaveTextContent('Quelqu’un d’autre a choisi');
  expect(screen.queryByText('Second facteur')).toBeNull();
  await userEvent.type(screen.getByLabelText(/Mot de passe actuel/), 'chaloupe-verte-42');
  await userEvent.type(screen.getByLabelText(/Nouveau mot de passe/), 'pirogue-bleue-77{Enter}');
  await waitFor(() =>
    expect(useSession.getState().utilisateur?.mot_de_passe_a_changer).toBe(false),
  );
  expect(recus).toEqual([{ ancien: 'chaloupe-verte-42', nouveau: 'pirogue-bleue-77' }]);
});

test('toute autre page y renvoie', async () => {
  signIn({ mot_de_passe_a_changer: true });
  const router = createMemoryRouter(
    [{ element: <Garde />, children: [{ path: '*', element: <p>page</p> }] }],
    { initialEntries: ['/vols'] },
  );
  render(<RouterProvider router={router} />);
  await waitFor(() => expect(router.state.location.pathname).toBe('/securite'));
});

test('un compte se crée au clavier seul', async () => {
  const user = userEvent.setup();
  let recu: Record<string, unknown> = {};
  serveur.use(
    msw.get(`${API}/agences`, () => HttpResponse.json({ items: [], suivant: null })),
    msw.post(`${API}/utilisateurs`, async ({ request }) => {
      recu = (await request.json()) as Record<string, unknown>;
      return HttpResponse.json({ ...recu, actif: true }, { status: 201 });
    }),
  );
  signIn({ fonction: 'admin', role: 'admin_mali', actions: ['utilisateur.modifier'] });
  const onFerme = vi.fn();
  renderPage(<NouveauMembre onFerme={onFerme} />);
  const taper = async (libelle: RegExp, texte: string): Promise<void> => {
    await tabTo(user, () => screen.getByLabelText(libelle));
    await user.keyboard(texte);
  };
  await screen.findByLabelText(/^Nom/);
  await taper(/^Nom/, 'Awa Diarra');
  await taper(/^Identifiant/, 'awa.diarra');
  await taper(/^Premier mot de passe/, 'chaloupe-verte-42');
  await tabTo(user, () => screen.getByRole('button', { name: 'Créer' }));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(onFerme).toHaveBeenCalled());
  expect(recu).toMatchObject({ nom: 'Awa Diarra', identifiant: 'awa.diarra' });
});
