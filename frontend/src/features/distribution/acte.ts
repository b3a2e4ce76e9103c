import { http } from '@/lib/http';
import { ApiError, NetworkError } from '@/lib/problem';
import { useSession } from '@/lib/session';
import { capture, type Saisie } from '@/offline/outbox';
import { keepPhotos } from './photos';

/** Done, as the server answered; or kept on the device until it can be told. */
export type Issue<T> =
  | { genre: 'fait'; valeur: T }
  | { genre: 'garde'; op_id: string; recu_provisoire: string | null };

interface Acte {
  chemin: string;
  saisie: Saisie;
  /** A one-time code cannot be checked without the server: such an act is never kept. */
  gardable?: boolean;
}

const PATIENCE_MS = 15_000;

export const isOnline = (): boolean =>
  navigator.onLine && useSession.getState().statut === 'connectee';

/** No answer of ours: the server may have done it or not. Its own refusals are below 500. */
function isUnknown(erreur: unknown): boolean {
  if (erreur instanceof NetworkError) return true;
  return (
    erreur instanceof ApiError && (erreur.status >= 500 || erreur.code === 'reponse_illisible')
  );
}

function inTime<T>(promesse: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const minuterie = setTimeout(() => reject(new NetworkError()), PATIENCE_MS);
    promesse.then(resolve, reject).finally(() => clearTimeout(minuterie));
  });
}

/**
 * Money and hand-overs. With a network the server judges at once: it refuses a wrong code or an
 * excess, which it would have to accept as an accomplished fact from the device's log. Without an
 * answer the same act, same id and same content, goes to the log: the server counts it once.
 */
export async function act<T>({ chemin, saisie, gardable = true }: Acte): Promise<Issue<T>> {
  if (isOnline() || !gardable) {
    try {
      const valeur = await inTime(http.post<T>(chemin, saisie.payload));
      await keepPhotos(saisie);
      return { genre: 'fait', valeur };
    } catch (erreur) {
      if (!gardable || !isUnknown(erreur)) throw erreur;
    }
  }
  const { op_id, recu_provisoire } = await capture(saisie);
  return { genre: 'garde', op_id, recu_provisoire };
}
