import { useQuery } from '@tanstack/react-query';
import { http, type Params } from '@/lib/http';
import { NetworkError } from '@/lib/problem';
import { currentUser } from '@/lib/session';
import { database } from './db';
import { announce } from './signal';

/** Without contact for this long the lists are wiped; the acts captured never are. */
export const CONTACT_MAX_MS = 72 * 3_600_000;

const cleDe = (cle: string): string => `${currentUser()?.id ?? ''}|${cle}`;

export async function keepReading(cle: string, valeur: unknown): Promise<void> {
  const base = await database();
  await base.put('lecture', { cle: cleDe(cle), valeur, recu_le: new Date().toISOString() });
  announce('lecture');
}

export async function readKept<T>(cle: string): Promise<{ valeur: T; recu_le: string } | null> {
  const garde = await (await database()).get('lecture', cleDe(cle));
  return garde ? { valeur: garde.valeur as T, recu_le: garde.recu_le } : null;
}

/** The read model is replaceable; `ops` and `blobs` stay. */
export async function wipeReadings(): Promise<void> {
  await (await database()).clear('lecture');
}

export async function wipeStaleReadings(now: number): Promise<void> {
  const contact = (await (await database()).get('meta', 'dernier_contact')) as number | undefined;
  if (contact !== undefined && now - contact > CONTACT_MAX_MS) await wipeReadings();
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
    await keepReading(cle, valeur);
    return { valeur, garde_le: null };
  } catch (erreur) {
    const garde = erreur instanceof NetworkError ? await readKept<T>(cle) : null;
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
