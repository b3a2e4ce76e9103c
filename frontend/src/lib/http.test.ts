import { HttpResponse, http as msw } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { explain } from '@/ui/error-text';
import { http, onSessionLost, query } from './http';
import { setToken, subjectOf } from './jeton';
import { ApiError, hasCode, NetworkError } from './problem';

const URL_API = 'http://localhost/api/v1';
const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());
beforeEach(() => setToken('ancien'));

const porteur = (request: Request): string | null => request.headers.get('Authorization');

function protectedRoute(bon: string): void {
  serveur.use(
    msw.get(`${URL_API}/vols`, ({ request }) =>
      porteur(request) === `Bearer ${bon}`
        ? HttpResponse.json({ items: [], suivant: null })
        : HttpResponse.json(
            { title: 'x', status: 401, detail: '', code: 'non_authentifie' },
            { status: 401 },
          ),
    ),
  );
}

describe('401', () => {
  test('a stale token is refreshed once, for all who ask at the same time', async () => {
    const rotations = vi.fn(() => HttpResponse.json({ access_token: 'neuf' }));
    protectedRoute('neuf');
    serveur.use(msw.post(`${URL_API}/auth/rafraichissement`, rotations));
    const reponses = await Promise.all([http.get('/vols'), http.get('/vols'), http.get('/vols')]);
    expect(reponses).toHaveLength(3);
    expect(rotations).toHaveBeenCalledTimes(1);
  });

  test('a refused refresh tells the app, which is not logged out silently', async () => {
    const perdue = vi.fn();
    onSessionLost(perdue);
    protectedRoute('neuf');
    serveur.use(
      msw.post(`${URL_API}/auth/rafraichissement`, () =>
        HttpResponse.json({ title: 'x', status: 401, code: 'jeton_reutilise' }, { status: 401 }),
      ),
    );
    await expect(http.get('/vols')).rejects.toBeInstanceOf(ApiError);
    expect(perdue).toHaveBeenCalledTimes(1);
  });

  test('a refresh that cannot reach the server is a network failure, not a lost session', async () => {
    const perdue = vi.fn();
    onSessionLost(perdue);
    protectedRoute('neuf');
    serveur.use(msw.post(`${URL_API}/auth/rafraichissement`, () => HttpResponse.error()));
    await expect(http.get('/vols')).rejects.toBeInstanceOf(NetworkError);
    expect(perdue).not.toHaveBeenCalled();
  });

  test('a wrong password is not answered by a refresh', async () => {
    serveur.use(
      msw.post(`${URL_API}/auth/connexion`, () =>
        HttpResponse.json(
          {
            title: 'Refus',
            status: 401,
            detail: 'Mot de passe faux.',
            code: 'identifiants_invalides',
          },
          { status: 401 },
        ),
      ),
    );
    const refus = await http.post('/auth/connexion', {}).catch((erreur: unknown) => erreur);
    expect(hasCode(refus, 'identifiants_invalides')).toBe(true);
  });

  test('the body of a retried request is sent again whole', async () => {
    const corps: unknown[] = [];
    serveur.use(
      msw.post(`${URL_API}/auth/rafraichissement`, () =>
        HttpResponse.json({ access_token: 'neuf' }),
      ),
      msw.post(`${URL_API}/vols`, async ({ request }) => {
        corps.push(await request.json());
        return porteur(request) === 'Bearer neuf'
          ? HttpResponse.json({ id: '1' }, { status: 201 })
          : new HttpResponse(null, { status: 401 });
      }),
    );
    await http.post('/vols', { id: '1' });
    expect(corps).toEqual([{ id: '1' }, { id: '1' }]);
  });
});

describe('refusals', () => {
  test('a problem document keeps its code, request id and delay', async () => {
    serveur.use(
      msw.get(`${URL_API}/vols`, () =>
        HttpResponse.json(
          { title: 'Solde', status: 409, detail: 'Il reste 5 000 FCFA à payer.', code: 'solde_du' },
          { status: 409, headers: { 'X-Request-ID': 'r-1', 'Retry-After': '7' } },
        ),
      ),
    );
    const refus = await http.get('/vols').catch((erreur: unknown) => erreur);
    expect(refus).toMatchObject({ code: 'solde_du', requestId: 'r-1', retryAfterS: 7 });
    expect(explain(refus)).toEqual({
      titre: 'Il reste 5 000 FCFA à payer.',
      aide: '',
      requestId: 'r-1',
    });
  });

  test('a proxy’s page is told apart from the API’s answer', async () => {
    serveur.use(
      msw.get(`${URL_API}/vols`, () => HttpResponse.html('<p>Wi-Fi</p>', { status: 403 })),
    );
    const refus = await http.get('/vols').catch((erreur: unknown) => erreur);
    expect(hasCode(refus, 'reponse_illisible')).toBe(true);
  });

  test('a server failure asks to try again and keeps the request id', () => {
    const erreur = new ApiError({ title: 'x', status: 500, detail: 'x', code: 'x' }, 'r-2');
    expect(explain(erreur)).toMatchObject({ requestId: 'r-2' });
    expect(explain(erreur).aide).toMatch(/administrateur/);
  });
});

describe('a success in somebody else’s words', () => {
  test.each<[string, () => Response]>([
    ['a Wi-Fi page', () => HttpResponse.html('<html>Bienvenue</html>')],
    ['an empty answer', () => new HttpResponse(null, { status: 200 })],
    [
      'an answer cut on its way',
      () => new HttpResponse('{"id": "1', { headers: { 'Content-Type': 'application/json' } }),
    ],
  ])('%s is no answer: what was asked may be done or not', async (_nom, reponse) => {
    serveur.use(msw.post(`${URL_API}/vols`, reponse), msw.get(`${URL_API}/vols`, reponse));
    await expect(http.post('/vols', {})).rejects.toBeInstanceOf(NetworkError);
    await expect(http.get('/vols')).rejects.toBeInstanceOf(NetworkError);
  });

  test('a page is never taken for a file', async () => {
    serveur.use(msw.get(`${URL_API}/recu.pdf`, () => HttpResponse.html('<html>Wi-Fi</html>')));
    await expect(http.blob('/recu.pdf')).rejects.toBeInstanceOf(NetworkError);
  });

  test.each([202, 204])('%i needs no body', async (status) => {
    serveur.use(msw.post(`${URL_API}/vols`, () => new HttpResponse(null, { status })));
    await expect(http.post('/vols', {})).resolves.toBeUndefined();
  });
});

test('the language travels and empty filters do not', async () => {
  let langue: string | null = null;
  serveur.use(
    msw.get(`${URL_API}/vols`, ({ request }) => {
      langue = request.headers.get('Accept-Language');
      return HttpResponse.json({});
    }),
  );
  await http.get('/vols', { statut: '', tri: undefined });
  expect(langue).toBe('fr');
  expect(query({ a: [1, 2], b: null, c: '', d: 'x y' })).toBe('?a=1&a=2&d=x+y');
});

test('the subject of a token is read without trusting it', () => {
  expect(subjectOf(`a.${btoa(JSON.stringify({ sub: 'u1' }))}.b`)).toBe('u1');
  expect(subjectOf('nonsense')).toBeNull();
});
