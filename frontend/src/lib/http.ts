import { currentLanguage } from '@/lib/langue';
import { deviceHeaders } from './identite-appareil';
import { currentToken, refreshToken } from './jeton';
import { errorOf, NetworkError } from './problem';

export const API = '/api/v1';

type Valeur = string | number | boolean | null | undefined;
export type Params = Record<string, Valeur | Valeur[]>;

interface Options {
  params?: Params;
  /** Sent as JSON, or as it is when it is a FormData or a Blob. */
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

let surSessionPerdue: () => void = () => undefined;

/** The app says once what to do when the refresh cookie is refused too. */
export function onSessionLost(faire: () => void): void {
  surSessionPerdue = faire;
}

function prepare(request: Request): Request {
  const copie = new Request(request.clone());
  const token = currentToken();
  if (token !== null) {
    copie.headers.set('Authorization', `Bearer ${token}`);
    for (const [nom, valeur] of Object.entries(deviceHeaders())) copie.headers.set(nom, valeur);
  }
  copie.headers.set('Accept-Language', currentLanguage());
  return copie;
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(prepare(request));
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw new NetworkError(cause);
  }
}

/**
 * The fetch of the whole app, generated client included: bearer, language, and on a 401 one
 * refresh then one retry. It never logs anybody out: a refused refresh opens the log-in again
 * over the screen being used.
 */
export async function apiFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(
    typeof input === 'string' ? new URL(input, window.location.origin) : input,
    init,
  );
  const essaye = currentToken();
  const reponse = await send(request);
  if (reponse.status !== 401 || request.url.includes('/auth/connexion')) return reponse;
  if (request.url.includes('/auth/otp')) return reponse;
  const issue = await refreshToken(essaye);
  if (issue === 'ok') return send(request);
  if (issue !== 'refuse') throw new NetworkError();
  surSessionPerdue();
  return reponse;
}

export function query(params: Params = {}): string {
  const recherche = new URLSearchParams();
  const paires = Object.entries(params).flatMap(([cle, valeur]) =>
    [valeur].flat().map((une) => [cle, une ?? ''] as const),
  );
  for (const [cle, valeur] of paires) {
    if (valeur !== '') recherche.append(cle, String(valeur));
  }
  const texte = recherche.toString();
  return texte === '' ? '' : `?${texte}`;
}

function bodyOf(body: unknown): { body?: BodyInit; type?: string } {
  if (body === undefined) return {};
  if (body instanceof FormData) return { body };
  if (body instanceof Blob) return { body, type: body.type };
  return { body: JSON.stringify(body), type: 'application/json' };
}

/** The raw answer of `chemin` (below /api/v1); throws ApiError on a refusal. */
export async function fetchApi(
  method: string,
  chemin: string,
  options: Options = {},
): Promise<Response> {
  const { body, type } = bodyOf(options.body);
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (type !== undefined) headers['Content-Type'] = type;
  const reponse = await apiFetch(`${API}${chemin}${query(options.params)}`, {
    method,
    headers,
    body,
    signal: options.signal,
  });
  if (!reponse.ok) throw await errorOf(reponse);
  return reponse;
}

/** Statuses of ours that come without a body: accepted, nothing to say. */
const SANS_CORPS: readonly number[] = [202, 204];

/**
 * A success counts only in the API's own words. A Wi-Fi page, an empty success or an answer cut on
 * its way is nobody's answer: what was asked may be done or not.
 */
async function readBody<T>(reponse: Response, signal?: AbortSignal): Promise<T> {
  try {
    const texte = await reponse.text();
    if (texte === '' && SANS_CORPS.includes(reponse.status)) return undefined as T;
    if (!(reponse.headers.get('Content-Type') ?? '').includes('json')) throw new NetworkError();
    return JSON.parse(texte) as T;
  } catch (cause) {
    if (signal?.aborted || cause instanceof NetworkError) throw cause;
    throw new NetworkError(cause);
  }
}

async function json<T>(method: string, chemin: string, options: Options = {}): Promise<T> {
  return readBody<T>(await fetchApi(method, chemin, options), options.signal);
}

/** Typed by the caller, with the generated types of `@/api` where they exist. */
export const http = {
  get: <T>(chemin: string, params?: Params, signal?: AbortSignal) =>
    json<T>('GET', chemin, { params, signal }),
  post: <T>(chemin: string, body?: unknown, params?: Params) =>
    json<T>('POST', chemin, { body, params }),
  put: <T>(chemin: string, body?: unknown) => json<T>('PUT', chemin, { body }),
  patch: <T>(chemin: string, body?: unknown) => json<T>('PATCH', chemin, { body }),
  delete: <T>(chemin: string, body?: unknown) => json<T>('DELETE', chemin, { body }),
  /** A file that needs the bearer (PDF, CSV, label). */
  blob: async (chemin: string, params?: Params): Promise<Blob> => {
    const reponse = await fetchApi('GET', chemin, { params, headers: { Accept: '*/*' } });
    // No file of ours is a web page.
    if ((reponse.headers.get('Content-Type') ?? '').includes('html')) throw new NetworkError();
    return reponse.blob();
  },
};
