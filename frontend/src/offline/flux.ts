import { fetchApi } from '@/lib/http';
import { ApiError } from '@/lib/problem';
import { noteContact } from './contact';
import { type Base, database } from './db';
import { isQuotaError } from './erreurs';
import { mayKeepLists } from './lecture-permise';
import { wipeReadings } from './menage';
import type { EtatFlux, LigneFlux } from './schema';
import { announce } from './signal';

export type GenreFlux = 'colis' | 'client' | 'tarif' | 'vol' | 'emplacement';

/** GET /sync/flux. */
interface PageFlux {
  items: { genre: GenreFlux; id: string; supprime: boolean; donnees: unknown }[];
  curseur: string;
  complet: boolean;
  server_now: string;
}

const LIMITE = 500;
const DELAI_MS = 30_000;

export const stationScope = (agence: string): string => `station:${agence}`;
export const flightScope = (vol: string): string => `vol:${vol}`;

async function fetchPage(portee: string, curseur: string | null): Promise<PageFlux> {
  const reponse = await fetchApi('GET', '/sync/flux', {
    params: { portee, limite: LIMITE, curseur },
    signal: AbortSignal.timeout(DELAI_MS),
  });
  const page = (await reponse.json()) as Partial<PageFlux>;
  if (!Array.isArray(page.items) || typeof page.curseur !== 'string') {
    throw new SyntaxError('not a page of the feed');
  }
  return page as PageFlux;
}

const fresh = (acteur: string, portee: string, generation: number): EtatFlux => ({
  acteur,
  portee,
  curseur: null,
  generation,
  complet: false,
  recu_le: null,
});

async function stateOf(base: Base, acteur: string, portee: string): Promise<EtatFlux> {
  return (await base.get('flux_etat', [acteur, portee])) ?? fresh(acteur, portee, 1);
}

/** The place a pull started from, still: a wipe or another tab may have moved it meanwhile. */
const isStill = (garde: EtatFlux | undefined, { curseur, generation }: EtatFlux): boolean =>
  (garde?.curseur ?? null) === curseur && (garde?.generation ?? 1) === generation;

/**
 * Rows and cursor move together: a page half kept would be skipped for ever. Null when the place is
 * no longer the one it was asked from: kept, it would call whole a list that lost its beginning.
 */
async function keepPage(base: Base, etat: EtatFlux, page: PageFlux): Promise<EtatFlux | null> {
  const { acteur, portee, generation } = etat;
  const tx = base.transaction(['flux', 'flux_etat'], 'readwrite');
  if (!isStill(await tx.objectStore('flux_etat').get([acteur, portee]), etat)) return null;
  const flux = tx.objectStore('flux');
  for (const { genre, id, supprime, donnees } of page.items) {
    if (supprime) await flux.delete([acteur, portee, genre, id]);
    else await flux.put({ acteur, portee, genre, id, generation, donnees });
  }
  const suite: EtatFlux = {
    ...etat,
    curseur: page.curseur,
    complet: etat.complet || page.complet,
    recu_le: page.complet ? new Date().toISOString() : etat.recu_le,
  };
  await tx.objectStore('flux_etat').put(suite);
  await tx.done;
  if (page.complet) await dropOlder(base, suite);
  return suite;
}

/** After a rebuild, what the new snapshot did not name is gone. */
async function dropOlder(base: Base, { acteur, portee, generation }: EtatFlux): Promise<void> {
  if (generation === 1) return;
  const tx = base.transaction('flux', 'readwrite');
  let curseur = await tx.store.index('portee').openCursor([acteur, portee]);
  while (curseur) {
    if (curseur.value.generation < generation) await curseur.delete();
    curseur = await curseur.continue();
  }
  await tx.done;
}

/** The cursor is too old: the read model starts over; what is shown stays until the new one came. */
async function rebuild(base: Base, acteur: string, portee: string): Promise<EtatFlux> {
  const tx = base.transaction('flux_etat', 'readwrite');
  const garde = await tx.store.get([acteur, portee]);
  const { complet, recu_le } = garde ?? fresh(acteur, portee, 1);
  const neuf = { ...fresh(acteur, portee, (garde?.generation ?? 0) + 1), complet, recu_le };
  if (garde) await tx.store.put(neuf);
  await tx.done;
  return neuf;
}

/** Forgets a scope: a flight checked in, reopened or no longer one's own. */
export async function dropScope(acteur: string, portee: string): Promise<void> {
  const base = await database();
  const tx = base.transaction(['flux', 'flux_etat'], 'readwrite');
  const bornes = IDBKeyRange.bound([acteur, portee, '', ''], [acteur, portee, '\uffff', '\uffff']);
  await tx.objectStore('flux').delete(bornes);
  await tx.objectStore('flux_etat').delete([acteur, portee]);
  await tx.done;
}

interface Pas {
  etat: EtatFlux;
  change: boolean;
  fini: boolean;
}

async function pullPage(base: Base, etat: EtatFlux): Promise<Pas> {
  const { acteur, portee } = etat;
  const page = await fetchPage(portee, etat.curseur);
  await noteContact(Date.now());
  // Turned away while it was on its way: what was wiped stays out.
  if (!(await mayKeepLists(acteur))) return { etat, change: false, fini: true };
  const suite = await keepPage(base, etat, page);
  if (suite) return { etat: suite, change: page.items.length > 0, fini: page.complet };
  return { etat: await stateOf(base, acteur, portee), change: true, fini: false };
}

async function pullAll(base: Base, acteur: string, portee: string): Promise<boolean> {
  let etat = await stateOf(base, acteur, portee);
  let change = false;
  for (let reprises = 0; ; ) {
    try {
      const pas = await pullPage(base, etat);
      etat = pas.etat;
      change ||= pas.change;
      if (pas.fini) return change;
    } catch (cause) {
      const perime = cause instanceof ApiError && cause.status === 410;
      if (!perime || reprises > 0) throw cause;
      reprises += 1;
      etat = await rebuild(base, acteur, portee);
    }
  }
}

/**
 * Brings one scope up to date: its snapshot the first time, what changed after. A scope the server
 * no longer shows is forgotten; a full device gives the whole read model up, never the outbox.
 */
export async function pullScope(acteur: string, portee: string): Promise<void> {
  const base = await database();
  try {
    const change = await pullAll(base, acteur, portee);
    announce(change ? 'flux' : 'flux_age');
  } catch (cause) {
    if (isQuotaError(cause)) return wipeReadings();
    const perdue = cause instanceof ApiError && (cause.status === 404 || cause.status === 403);
    if (!perdue) throw cause;
    await dropScope(acteur, portee);
    announce('flux');
  }
}

export interface FluxGarde<T> {
  items: T[];
  recu_le: string;
}

/** Rows of one kind kept from a scope; null before a whole snapshot has come. */
export async function readFlux<T>(
  acteur: string,
  portee: string,
  genre: GenreFlux,
): Promise<FluxGarde<T> | null> {
  const base = await database();
  const etat = await base.get('flux_etat', [acteur, portee]);
  if (!etat?.complet || etat.recu_le === null) return null;
  const bornes = IDBKeyRange.bound([acteur, portee, genre, ''], [acteur, portee, genre, '\uffff']);
  const lignes: LigneFlux[] = await base.getAll('flux', bornes);
  return { items: lignes.map(({ donnees }) => donnees as T), recu_le: etat.recu_le };
}

/** Scopes kept for this person, and when each was last up to date. */
export async function keptScopes(acteur: string): Promise<EtatFlux[]> {
  const base = await database();
  return base.getAll('flux_etat', IDBKeyRange.bound([acteur, ''], [acteur, '\uffff']));
}
