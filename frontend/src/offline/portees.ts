import { useEffect, useState } from 'react';
import { currentUser, type Utilisateur, useSession } from '@/lib/session';
import { dropScope, flightScope, keptScopes, pullScope, readFlux, stationScope } from './flux';
import { mayKeepLists } from './lecture-permise';
import { onSignal } from './signal';

/** Flights whose expected list is fetched before they land. */
const VOLS_MAX = 8;
const CHAQUE_MS = 60_000;
const APRES_ENVOI_MS = 5_000;
const ATTENDUS: ReadonlySet<string> = new Set(['parti', 'arrive', 'en_douane']);

interface VolFlux {
  id: string;
  statut: string;
  arrivee_prevue?: string | null;
}

/** Those that matter first: the soonest to arrive. */
const bySoonest = (a: VolFlux, b: VolFlux): number =>
  (a.arrivee_prevue ?? '').localeCompare(b.arrivee_prevue ?? '');

export async function wantedFlights(acteur: string, station: string): Promise<string[]> {
  const vols = await readFlux<VolFlux>(acteur, station, 'vol');
  return (vols?.items ?? [])
    .filter(({ statut }) => ATTENDUS.has(statut))
    .sort(bySoonest)
    .slice(0, VOLS_MAX)
    .map(({ id }) => flightScope(id));
}

/** Local stock and open flights only: a flight that is done leaves the device. */
async function dropFinished(acteur: string, voulues: ReadonlySet<string>): Promise<void> {
  for (const { portee } of await keptScopes(acteur)) {
    if (!voulues.has(portee)) await dropScope(acteur, portee);
  }
}

async function pullFor({ id, agence, actions }: Utilisateur): Promise<void> {
  if (!agence || !actions.includes('sync.lire')) return;
  const station = stationScope(agence.id);
  await pullScope(id, station);
  const vols = await wantedFlights(id, station);
  for (const portee of vols) await pullScope(id, portee);
  await dropFinished(id, new Set([station, ...vols]));
}

/** One tab reads for all of them, as long as this person may have lists here. */
export async function pullNow(): Promise<void> {
  const personne = currentUser();
  if (!personne || useSession.getState().statut !== 'connectee') return;
  if (!(await mayKeepLists(personne.id))) return;
  if (!('locks' in navigator)) return pullFor(personne);
  await navigator.locks.request('ts-flux', { ifAvailable: true }, async (verrou) => {
    if (verrou) await pullFor(personne);
  });
}

/** Follows the station's feed while somebody is signed in. Returns the stop. */
export function startFlux(): () => void {
  const tirer = (): void => void pullNow().catch(() => undefined);
  let bientot: ReturnType<typeof setTimeout> | undefined;
  const arrets = [
    useSession.subscribe((apres, avant) => {
      if (apres.statut === 'connectee' && avant.statut !== 'connectee') tirer();
    }),
    onSignal((signal) => {
      if (signal !== 'sync') return;
      clearTimeout(bientot);
      bientot = setTimeout(tirer, APRES_ENVOI_MS);
    }),
  ];
  const minuterie = setInterval(tirer, CHAQUE_MS);
  window.addEventListener('online', tirer);
  tirer();
  return () => {
    for (const arreter of arrets) arreter();
    clearTimeout(bientot);
    clearInterval(minuterie);
    window.removeEventListener('online', tirer);
  };
}

async function readAge(): Promise<string | null> {
  const personne = currentUser();
  if (!personne?.agence) return null;
  const portee = stationScope(personne.agence.id);
  const scopes = await keptScopes(personne.id);
  return scopes.find((un) => un.portee === portee && un.complet)?.recu_le ?? null;
}

/** When the agency's lists were last up to date; null while they never were whole. */
export function useAgeStation(actif = true): string | null {
  const [le, setLe] = useState<string | null>(null);
  useEffect(() => {
    if (!actif) return undefined;
    let fini = false;
    const relire = (): void => {
      readAge()
        .then((lu) => {
          if (!fini) setLe(lu);
        })
        .catch(() => undefined);
    };
    relire();
    const arreter = onSignal((signal) => {
      if (signal.startsWith('flux') || signal === 'lecture') relire();
    });
    return () => {
      fini = true;
      arreter();
    };
  }, [actif]);
  return le;
}
