import { deviceHeaders } from './identite-appareil';
import { readProblem } from './problem';

/**
 * The access token lives in this module's memory and nowhere else. Tabs share a fresh one through
 * a BroadcastChannel and take turns to refresh under a Web Lock, so that two tabs that wake up
 * together rotate the refresh cookie once.
 */
/** `portail`: somebody answered, and it was not our server (a Wi-Fi page). */
export type Issue = 'ok' | 'refuse' | 'injoignable' | 'portail';
type Ecouteur = (sujet: string | null) => void;

let jeton: string | null = null;
const ecouteurs = new Set<Ecouteur>();
const canal = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('ts-jeton');

/** The user id written in a token, without verifying it: the server does. */
export function subjectOf(token: string): string | null {
  const partie = token.split('.')[1];
  if (!partie) return null;
  try {
    const octets = atob(partie.replace(/-/g, '+').replace(/_/g, '/'));
    const claims: unknown = JSON.parse(octets);
    if (typeof claims !== 'object' || claims === null || !('sub' in claims)) return null;
    return String(claims.sub);
  } catch {
    return null;
  }
}

function keep(token: string | null): void {
  jeton = token;
  for (const prevenir of ecouteurs) prevenir(token === null ? null : subjectOf(token));
}

canal?.addEventListener('message', (event: MessageEvent<string | null>) => keep(event.data));

export function currentToken(): string | null {
  return jeton;
}

export function setToken(token: string | null): void {
  keep(token);
  canal?.postMessage(token);
}

/** Called with the token's subject each time it changes, also from another tab. */
export function onToken(ecouteur: Ecouteur): () => void {
  ecouteurs.add(ecouteur);
  return () => ecouteurs.delete(ecouteur);
}

/** A silent line: the next try has its own. */
const DELAI_MS = 20_000;

async function rotate(): Promise<Issue> {
  try {
    const reponse = await fetch(new URL('/api/v1/auth/rafraichissement', window.location.origin), {
      method: 'POST',
      credentials: 'same-origin',
      headers: { Accept: 'application/json', ...deviceHeaders() },
      signal: AbortSignal.timeout(DELAI_MS),
    });
    if (reponse.status === 401 || reponse.status === 403) {
      // Only in our own words: a Wi-Fi page that answers 403 must not ask for the password.
      return (await readProblem(reponse)).code === 'reponse_illisible' ? 'portail' : 'refuse';
    }
    if (!reponse.ok) return 'injoignable';
    const corps: unknown = await reponse.json();
    if (typeof corps !== 'object' || corps === null || !('access_token' in corps)) return 'portail';
    setToken(String(corps.access_token));
    return 'ok';
  } catch (cause) {
    return cause instanceof SyntaxError ? 'portail' : 'injoignable';
  }
}

let derniere: Issue | null = null;

/** How the last refresh ended: what to tell somebody who has no session yet. */
export const lastIssue = (): Issue | null => derniere;

let tour: Promise<Issue> | null = null;

async function takeTurn(refused: string | null): Promise<Issue> {
  const rafraichir = async (): Promise<Issue> =>
    jeton !== null && jeton !== refused ? 'ok' : await rotate();
  if (!('locks' in navigator)) return rafraichir();
  return navigator.locks.request('ts-rafraichissement', rafraichir);
}

/** One refresh for all who ask at once; `refused` is the token the API just turned down. */
export function refreshToken(refused: string | null): Promise<Issue> {
  tour ??= takeTurn(refused)
    .then((issue) => {
      derniere = issue;
      return issue;
    })
    .finally(() => {
      tour = null;
    });
  return tour;
}
