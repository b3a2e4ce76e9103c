import { useQuery } from '@tanstack/react-query';
import { http, type Params } from '@/lib/http';
import { ApiError, NetworkError } from '@/lib/problem';
import { currentUser } from '@/lib/session';
import { noteContact } from './contact';
import { database } from './db';
import { isQuotaError } from './erreurs';
import { mayKeepLists } from './lecture-permise';
import { pruneReadings, wipeReadings } from './menage';
import { answerFromFlux } from './replis';
import { announce } from './signal';

export { CONTACT_MAX_MS, wipeStaleReadings } from './contact';
export { wipeReadings } from './menage';

const cleDe = (cle: string): string => `${currentUser()?.id ?? ''}|${cle}`;

/** Between two prunings: a reading costs no walk over all the others. */
const MENAGE_CHAQUE = 50;
let gardees = 0;

async function write(cle: string, valeur: unknown): Promise<void> {
  const base = await database();
  const acteur = currentUser();
  if (acteur && !(await mayKeepLists(acteur.id))) return;
  await base.put('lecture', { cle: cleDe(cle), valeur, recu_le: new Date().toISOString() });
  announce('lecture');
  gardees += 1;
  if (gardees % MENAGE_CHAQUE === 0) await pruneReadings(Date.now());
}

/**
 * A full device gives up what it reads before what it captured. A storage that does not open costs
 * the copy, never the answer: the screen goes on without.
 */
export async function keepReading(cle: string, valeur: unknown): Promise<void> {
  try {
    await write(cle, valeur);
  } catch (cause) {
    if (isQuotaError(cause)) await wipeReadings().catch(() => undefined);
  }
}

export async function readKept<T>(cle: string): Promise<{ valeur: T; recu_le: string } | null> {
  const garde = await (await database()).get('lecture', cleDe(cle));
  return garde ? { valeur: garde.valeur as T, recu_le: garde.recu_le } : null;
}

/** No answer of ours came: the line, or a server that is down. Its refusals are answers. */
export const isAway = (erreur: unknown): boolean =>
  erreur instanceof NetworkError ||
  (erreur instanceof ApiError && (erreur.status >= 500 || erreur.code === 'reponse_illisible'));

/** The list kept from its own address, or the station's feed: whichever is the more recent. */
async function freshest<T>(
  cle: string,
  chemin: string,
  params?: Params,
): Promise<{ valeur: T; recu_le: string } | null> {
  const [garde, flux] = await Promise.all([readKept<T>(cle), answerFromFlux(chemin, params)]);
  if (flux && (!garde || flux.recu_le > garde.recu_le)) {
    return { valeur: flux.valeur as T, recu_le: flux.recu_le };
  }
  return garde;
}

export interface Gardee<T> {
  valeur: T;
  /** Null when it just came from the server, else when it did. */
  garde_le: string | null;
}

/** The server's answer, kept on the device; without a network, the kept one and its time. */
export async function fetchOrKept<T>(
  chemin: string,
  params?: Params,
  signal?: AbortSignal,
): Promise<Gardee<T>> {
  const cle = `${chemin}?${JSON.stringify(params ?? {})}`;
  try {
    const valeur = await http.get<T>(chemin, params, signal);
    await noteContact(Date.now()).catch(() => undefined);
    await keepReading(cle, valeur);
    return { valeur, garde_le: null };
  } catch (erreur) {
    const garde = isAway(erreur) ? await freshest<T>(cle, chemin, params) : null;
    if (!garde) throw erreur;
    return { valeur: garde.valeur, garde_le: garde.recu_le };
  }
}

/** A query that works offline: tariffs, open flights, expected cartons, local stock. */
export function useLecture<T>(
  cle: readonly unknown[],
  chemin: string,
  params?: Params,
  options: { enabled?: boolean; refetchInterval?: number } = {},
) {
  return useQuery({
    queryKey: cle,
    queryFn: ({ signal }) => fetchOrKept<T>(chemin, params, signal),
    ...options,
  });
}
