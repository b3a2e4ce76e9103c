import { HttpResponse, http as msw } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { rememberIdentity } from '@/offline/identite';
import { AGENT } from '../../tests/appuis';
import { onSessionLost } from './http';
import { lastIssue, setToken } from './jeton';
import { useLangue } from './langue';
import {
  can,
  expireSession,
  logOut,
  postponeLogin,
  rememberWith,
  resumeOnline,
  resumeSession,
  useConnexionDue,
  useSession,
  watchIdentity,
} from './session';

const API = 'http://localhost/api/v1';
const jeton = (sub: string): string => `a.${btoa(JSON.stringify({ sub }))}.b`;
const serveur = setupServer();
beforeAll(() => serveur.listen({ onUnhandledRequest: 'error' }));
afterEach(() => serveur.resetHandlers());
afterAll(() => serveur.close());
beforeEach(() => {
  setToken(null);
  rememberIdentity();
  onSessionLost(expireSession);
  useSession.setState({ statut: 'inconnue', utilisateur: null });
});

const refresh = (reponse: () => Response): void =>
  serveur.use(msw.post(`${API}/auth/rafraichissement`, reponse));
const accept = (): void => refresh(() => HttpResponse.json({ access_token: jeton(AGENT.id) }));
const refuse = (): void =>
  refresh(() => HttpResponse.json({ title: 'x', status: 401, code: 'x' }, { status: 401 }));
const unreachable = (): void => refresh(() => HttpResponse.error());
const moi = (plus: object = {}): void =>
  serveur.use(msw.get(`${API}/auth/moi`, () => HttpResponse.json({ ...AGENT, ...plus })));

const statut = (): string => useSession.getState().statut;

test('the refresh cookie opens the session again, with its rights', async () => {
  accept();
  moi({ actions: ['pointage.scanner'] });
  await resumeSession();
  expect(statut()).toBe('connectee');
  expect([can('pointage.scanner'), can('vol.cloturer')]).toEqual([true, false]);
});

test('without a network the last person of the device goes on, then becomes full again', async () => {
  accept();
  moi();
  await resumeSession();
  setToken(null);
  useSession.setState({ statut: 'inconnue', utilisateur: null });
  unreachable();
  await resumeSession();
  expect(statut()).toBe('hors_ligne');
  expect(useSession.getState().utilisateur?.nom).toBe(AGENT.nom);
  accept();
  await resumeOnline();
  expect(statut()).toBe('connectee');
});

test('a refused cookie is a log-in page at start, and a question over the screen later', async () => {
  refuse();
  rememberWith({ load: async () => null, save: async () => undefined });
  await resumeSession();
  expect(statut()).toBe('anonyme');
  useSession.setState({ statut: 'hors_ligne', utilisateur: AGENT });
  await resumeOnline();
  expect(statut()).toBe('expiree');
  expect(useSession.getState().utilisateur).toEqual(AGENT);
});

test('a cookie expired while away asks for the password and lets the person go on', async () => {
  refuse();
  rememberWith({ load: async () => AGENT, save: async () => undefined });
  await resumeSession();
  expect([statut(), useConnexionDue.getState().due]).toEqual(['expiree', true]);
  postponeLogin();
  expect(statut()).toBe('hors_ligne');
  await resumeOnline();
  expect(statut()).toBe('hors_ligne');
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 16 * 60_000);
  await resumeOnline();
  expect(statut()).toBe('expiree');
});

test('after signing out the device remembers nobody', async () => {
  accept();
  moi();
  await resumeSession();
  serveur.use(msw.post(`${API}/auth/deconnexion`, () => new HttpResponse(null, { status: 204 })));
  await logOut();
  unreachable();
  await resumeSession();
  expect(statut()).toBe('anonyme');
});

test('another person signed in from another tab makes this one start again', async () => {
  const recharger = vi.fn();
  useSession.setState({ statut: 'connectee', utilisateur: AGENT });
  const arreter = watchIdentity(recharger);
  setToken(jeton(AGENT.id));
  expect(recharger).not.toHaveBeenCalled();
  setToken(jeton('un-autre'));
  expect(recharger).toHaveBeenCalledOnce();
  arreter();
});

test('the account’s language is adopted until somebody chooses one here', async () => {
  accept();
  moi({ langue: 'zh' });
  await resumeSession();
  expect(useLangue.getState().langue).toBe('zh');
  useLangue.getState().choisir('fr');
  await resumeSession();
  expect(useLangue.getState().langue).toBe('fr');
});

test.each([
  ['a page of the Wi-Fi', () => HttpResponse.html('<html>Bienvenue</html>')],
  ['its refusal', () => HttpResponse.html('<html>Accès refusé</html>', { status: 403 })],
])('%s instead of our answer is told from a silent line', async (_nom, reponse) => {
  refresh(reponse);
  await resumeSession();
  expect(lastIssue()).toBe('portail');
  unreachable();
  await resumeSession();
  expect(lastIssue()).toBe('injoignable');
});
