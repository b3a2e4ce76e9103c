import { API, apiFetch } from '@/lib/http';
import { errorOf, NetworkError, type Problem } from '@/lib/problem';
import type { OpGardee } from './db';
import { declarationOf } from './file';
import { type ReponseSync, type ResultatServeur, STATUTS_RESULTAT } from './types';

/** Why the queue waits, for the indicator. */
export type Pause = 'session' | 'portail' | 'reseau' | 'serveur' | 'version' | 'revoque' | 'refuse';

export type Envoi =
  | { genre: 'recu'; reponse: ReponseSync }
  | { genre: 'scinder'; problem: Problem }
  | { genre: 'pause'; pause: Pause; delaiS: number | null; problem?: Problem };

const DELAI_ENVOI_MS = 60_000;

function isResult(valeur: unknown): valeur is ResultatServeur {
  if (typeof valeur !== 'object' || valeur === null) return false;
  const { op_id, status } = valeur as Partial<ResultatServeur>;
  return typeof op_id === 'string' && STATUTS_RESULTAT.some((statut) => statut === status);
}

/** The reply only when it is really ours: marker header, JSON type and shape. */
export async function readReply(reponse: Response): Promise<ReponseSync | null> {
  if (reponse.headers.get('X-TS-Sync') !== '1') return null;
  if (!(reponse.headers.get('Content-Type') ?? '').includes('json')) return null;
  const corps: unknown = await reponse.json().catch(() => null);
  if (typeof corps !== 'object' || corps === null || !('results' in corps)) return null;
  const { results } = corps as { results: unknown };
  if (!Array.isArray(results) || !results.every(isResult)) return null;
  return corps as ReponseSync;
}

const APPAREIL_REFUSE: ReadonlySet<string> = new Set(['appareil_revoque', 'appareil_refuse']);
/** The address itself answers: an API being replaced, or too busy. */
const PASSAGERES: ReadonlySet<number> = new Set([404, 405, 408, 425, 429]);

/** What a refusal of the whole batch means, from its status and its own words. */
export function pauseOf(status: number, code: string): Pause | null {
  if (status >= 500 || PASSAGERES.has(status)) return 'serveur';
  // Also from a proxy in front of the API, which does not speak its language.
  if (status === 413) return null;
  // Not our problem+json: a Wi-Fi page speaks in the server's place.
  if (code === 'reponse_illisible') return 'portail';
  if (status === 401) return 'session';
  if (status === 403) return APPAREIL_REFUSE.has(code) ? 'revoque' : 'refuse';
  return status === 426 ? 'version' : null;
}

/** An answer to the whole batch: wait, or cut it to find the operation at fault (400, 413…). */
async function judgeRefusal(reponse: Response): Promise<Envoi> {
  const { problem, code, retryAfterS } = await errorOf(reponse);
  const pause = pauseOf(reponse.status, code);
  return pause
    ? { genre: 'pause', pause, delaiS: retryAfterS, problem }
    : { genre: 'scinder', problem };
}

/** Sends one journal's operations, with what the device says of itself. */
export async function sendBatch(lot: readonly OpGardee[]): Promise<Envoi> {
  const premiere = lot[0];
  const declaration = premiere
    ? await declarationOf(premiere.actor_id, premiere.enveloppe.device_id)
    : null;
  const operations = lot.map(({ enveloppe }) => enveloppe);
  let reponse: Response;
  try {
    reponse = await apiFetch(`${API}/sync/operations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ operations, ...(declaration ? { declaration } : {}) }),
      signal: AbortSignal.timeout(DELAI_ENVOI_MS),
    });
  } catch (cause) {
    if (!(cause instanceof NetworkError) && !(cause instanceof DOMException)) throw cause;
    return { genre: 'pause', pause: 'reseau', delaiS: null };
  }
  if (!reponse.ok) return judgeRefusal(reponse);
  const lue = await readReply(reponse);
  return lue ? { genre: 'recu', reponse: lue } : { genre: 'pause', pause: 'portail', delaiS: null };
}
