import { http } from '@/lib/http';
import { hasCode, NetworkError } from '@/lib/problem';
import { useSession } from '@/lib/session';
import { isAway } from '@/offline/lecture';
import { capture, type Saisie } from '@/offline/outbox';
import { keepPhotos } from './photos';

/** Done, as the server answered; or kept on the device until it can be told. */
export type Issue<T> =
  | {
      genre: 'fait';
      valeur: T /** By an earlier try, told otherwise than this one. */;
      deja: boolean;
    }
  | { genre: 'garde'; op_id: string; recu_provisoire: string | null };

interface Acte {
  chemin: string;
  saisie: Saisie;
  /** A one-time code cannot be checked without the server: such an act is never kept. */
  gardable?: boolean;
  /** It was sent and nobody knows what became of it: later tries are the same act. */
  onDoute?: () => void;
  /** Before the device keeps it in the server's stead; throws when a proof is missing for that. */
  beforeKept?: () => void;
}

const PATIENCE_MS = 15_000;

export const isOnline = (): boolean =>
  navigator.onLine && useSession.getState().statut === 'connectee';

function inTime<T>(promesse: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const minuterie = setTimeout(() => reject(new NetworkError()), PATIENCE_MS);
    promesse.then(resolve, reject).finally(() => clearTimeout(minuterie));
  });
}

/** Nothing counts as done on an answer that does not name the act. */
async function post<T extends { id: string }>(chemin: string, { entity_id, payload }: Saisie) {
  const valeur = await inTime(http.post<T | undefined>(chemin, payload));
  if (valeur?.id !== entity_id) throw new NetworkError();
  return valeur;
}

/** The id is taken: an earlier try was heard after all. What the server has of it, else `refus`. */
async function madeBefore<T>(chemin: string, refus: unknown): Promise<T> {
  try {
    return await inTime(http.get<T>(chemin));
  } catch {
    throw refus;
  }
}

async function tell<T extends { id: string }>(acte: Acte): Promise<Issue<T> | null> {
  const { chemin, saisie, gardable = true, onDoute } = acte;
  try {
    return { genre: 'fait', valeur: await post<T>(chemin, saisie), deja: false };
  } catch (erreur) {
    if (hasCode(erreur, 'id_deja_utilise')) {
      onDoute?.();
      const valeur = await madeBefore<T>(`${chemin}/${saisie.entity_id}`, erreur);
      return { genre: 'fait', valeur, deja: true };
    }
    if (!isAway(erreur)) throw erreur;
    onDoute?.();
    if (!gardable) throw erreur;
    return null;
  }
}

/**
 * Money and hand-overs. With a network the server judges at once: it refuses a wrong code or an
 * excess, which it would have to accept as an accomplished fact from the device's log. Without an
 * answer the same act, same id and same content, goes to the log: the server counts it once. So
 * does the correction of a refused act: only the log can name the act it replaces.
 */
export async function act<T extends { id: string }>(acte: Acte): Promise<Issue<T>> {
  const { saisie, gardable = true } = acte;
  if (!gardable || (isOnline() && saisie.remplace === undefined)) {
    const issue = await tell<T>(acte);
    if (issue) {
      await keepPhotos(saisie);
      return issue;
    }
  }
  acte.beforeKept?.();
  const { op_id, recu_provisoire } = await capture(saisie);
  return { genre: 'garde', op_id, recu_provisoire };
}
