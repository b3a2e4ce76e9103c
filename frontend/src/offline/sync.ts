import { create } from 'zustand';
import { currentUser, resumeOnline, useSession } from '@/lib/session';
import { database, type OpGardee, writeMeta } from './db';
import { announce, onSignal } from './signal';
import {
  cutBatch,
  LOT_OPS,
  loadReady,
  type Pause,
  sendBatch,
  setAside,
  settle,
} from './sync-batch';
import { uploadPhotos } from './sync-photos';
import type { ReponseSync } from './types';

interface EtatSync {
  enCours: boolean;
  pause: Pause | null;
  dernierContact: number | null;
  decalageMs: number;
}

export const useSync = create<EtatSync>(() => ({
  enCours: false,
  pause: null,
  dernierContact: null,
  decalageMs: 0,
}));

let echecs = 0;
let prochain = 0;

/** Doubles from 2 s to 5 min, with half of it at random so that a depot does not wake as one. */
export function backoffMs(rang: number, hasard: number = Math.random()): number {
  return Math.min(300_000, 2_000 * 2 ** Math.min(rang, 10)) * (0.5 + hasard / 2);
}

function pauseFor(pause: Pause, delaiS: number | null): void {
  echecs += 1;
  prochain = Date.now() + (delaiS === null ? backoffMs(echecs) : delaiS * 1000);
  useSync.setState({ pause });
}

async function note(reponse: ReponseSync, envoyeLe: number): Promise<void> {
  echecs = 0;
  prochain = 0;
  const now = Date.now();
  const milieu = (envoyeLe + now) / 2;
  const decalageMs = Math.round(new Date(reponse.server_now).getTime() - milieu);
  useSync.setState({ pause: null, dernierContact: now, decalageMs });
  await writeMeta('decalage_ms', decalageMs);
  await writeMeta('dernier_contact', now);
}

/** A batch the server cannot take: halved down to the one operation that is at fault. */
async function split(lot: OpGardee[], problem: ProblemDe): Promise<boolean> {
  const seule = lot[0];
  if (lot.length === 1 && seule) {
    await settle(lot, [{ op_id: seule.op_id, status: 'rejected', problem }], Date.now());
    return true;
  }
  const moitie = Math.ceil(lot.length / 2);
  return (await push(lot.slice(0, moitie))) && (await push(lot.slice(moitie)));
}

type ProblemDe = Extract<Awaited<ReturnType<typeof sendBatch>>, { genre: 'scinder' }>['problem'];

/** Sends one batch; false when the queue has to wait. */
async function push(lot: OpGardee[]): Promise<boolean> {
  const envoyeLe = Date.now();
  const envoi = await sendBatch(lot);
  if (envoi.genre === 'scinder') return split(lot, envoi.problem);
  if (envoi.genre === 'pause') return pauseOrSetAside(lot, envoi.pause, envoi.delaiS);
  await note(envoi.reponse, envoyeLe);
  const regles = await settle(lot, envoi.reponse.results, Date.now());
  announce('sync');
  // Nothing settled, nothing deferred: an answer about other operations would spin for ever.
  return regles > 0 || envoi.reponse.results.some(({ status }) => status === 'deferred');
}

const ECHECS_AVANT_TRI = 3;

/** A server that keeps failing on the same head of the queue must not block the rest. */
async function pauseOrSetAside(
  lot: OpGardee[],
  pause: Pause,
  delaiS: number | null,
): Promise<boolean> {
  pauseFor(pause, delaiS);
  const seule = lot[0];
  if (pause === 'serveur' && lot.length === 1 && seule && echecs > ECHECS_AVANT_TRI) {
    await setAside(seule.op_id, Date.now());
  }
  return false;
}

async function drain(acteur: string): Promise<void> {
  for (;;) {
    // After repeated server failures one operation at a time finds the one at fault.
    const maximum = echecs > ECHECS_AVANT_TRI ? 1 : LOT_OPS;
    const lot = cutBatch(await loadReady(acteur, Date.now()), maximum);
    if (lot.length === 0) {
      const attache = await photosThenAttach(acteur);
      if (!attache) return;
    } else if (!(await push(lot))) return;
  }
}

/** True when photos went up and their photo.attach became ready to travel. */
async function photosThenAttach(acteur: string): Promise<boolean> {
  const pause = await uploadPhotos(acteur);
  announce('sync');
  if (pause) {
    pauseFor(pause, null);
    return false;
  }
  return (await loadReady(acteur, Date.now())).length > 0;
}

async function pass(): Promise<void> {
  await resumeOnline();
  const acteur = currentUser();
  if (!acteur || useSession.getState().statut !== 'connectee') return;
  useSync.setState({ enCours: true });
  try {
    await drain(acteur.id);
  } finally {
    useSync.setState({ enCours: false });
    announce('sync');
  }
}

/** Runs one pass, in one tab at a time; `force` ignores the backoff (a person pressed "send"). */
export async function syncNow(force = false): Promise<void> {
  if (!force && Date.now() < prochain) return;
  if (force) echecs = 0;
  if (!('locks' in navigator)) return pass();
  await navigator.locks.request('ts-sync', { ifAvailable: true }, async (verrou) => {
    if (verrou) await pass();
  });
}

let minuterie: ReturnType<typeof setInterval> | undefined;

/** Triggers: start, back online, tab shown, after a capture, every 20 s. Returns the stop. */
export function startSync(): () => void {
  const tenter = (): void => void syncNow().catch(() => undefined);
  const enLigne = (): void => void syncNow(true).catch(() => undefined);
  const visible = (): void => {
    if (document.visibilityState === 'visible') tenter();
  };
  const arreterSignal = onSignal((signal) => {
    if (signal === 'capture') tenter();
  });
  const arreterSession = useSession.subscribe((apres, avant) => {
    if (apres.statut === 'connectee' && avant.statut !== 'connectee') enLigne();
  });
  window.addEventListener('online', enLigne);
  document.addEventListener('visibilitychange', visible);
  minuterie = setInterval(tenter, 20_000);
  void database().then(enLigne);
  // Asked, never assumed: the outbox screen shows what the browser answered.
  void navigator.storage?.persist?.().catch(() => false);
  return () => {
    arreterSignal();
    arreterSession();
    window.removeEventListener('online', enLigne);
    document.removeEventListener('visibilitychange', visible);
    clearInterval(minuterie);
  };
}
