import { create } from 'zustand';
import { database, readMeta, writeMeta } from './db';
import { VERROU_HEURES } from './journal';
import { wipeReadings } from './menage';
import type { Pause } from './sync-batch';

export interface EtatSync {
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

/** Tabs that do not hold the lock show what the one that does experiences. */
const canal = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('ts-sync-etat');

canal?.addEventListener('message', (event: MessageEvent<Partial<EtatSync>>) =>
  useSync.setState(event.data),
);

export function shareState(etat: Partial<EtatSync>): void {
  useSync.setState(etat);
  canal?.postMessage(etat);
}

const ECRIRE_CHAQUE_MS = 30_000;
let ecrit = 0;

/** The server answered something of ours: the clock of the 72 hours starts again. */
export async function noteContact(now: number): Promise<void> {
  const { pause } = useSync.getState();
  const coupee = pause === 'reseau' || pause === 'portail';
  shareState({ dernierContact: now, ...(coupee ? { pause: null } : {}) });
  if (Math.abs(now - ecrit) < ECRIRE_CHAQUE_MS) return;
  ecrit = now;
  await writeMeta('dernier_contact', now);
  await writeMeta('horloge_max', now);
}

/** How far this device's clock is from the server's, measured at the middle of an exchange. */
export async function noteClock(
  server_now: string,
  envoyeLe: number,
  recuLe: number,
): Promise<void> {
  const serveur = new Date(server_now).getTime();
  if (Number.isNaN(serveur)) return;
  const decalageMs = Math.round(serveur - (envoyeLe + recuLe) / 2);
  shareState({ decalageMs });
  await writeMeta('decalage_ms', decalageMs);
}

export async function loadContact(): Promise<void> {
  const [contact, decalage] = await Promise.all([
    readMeta<number>('dernier_contact'),
    readMeta<number>('decalage_ms'),
  ]);
  useSync.setState({ dernierContact: contact ?? null, decalageMs: decalage ?? 0 });
}

/** Without contact for this long the lists are wiped; the acts captured never are. */
export const CONTACT_MAX_MS = VERROU_HEURES * 3_600_000;

/** The shortest time any person of this browser was given. */
async function allowedMs(): Promise<number> {
  const journaux = await (await database()).getAll('journaux');
  const heures = journaux.map(({ verrou_heures }) => verrou_heures);
  return Math.min(CONTACT_MAX_MS, ...heures.map((h) => h * 3_600_000));
}

/** The latest moment this device has known since: setting its clock back buys no time. */
async function latest(now: number): Promise<number> {
  const connu = (await readMeta<number>('horloge_max')) ?? 0;
  if (now > connu) await writeMeta('horloge_max', now);
  return Math.max(now, connu);
}

export async function wipeStaleReadings(now: number): Promise<boolean> {
  const contact = await readMeta<number>('dernier_contact');
  if (contact === undefined || (await latest(now)) - contact <= (await allowedMs())) return false;
  await wipeReadings();
  return true;
}
