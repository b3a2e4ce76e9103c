import { create } from 'zustand';
import { currentUser, useSession } from '@/lib/session';
import { readPin } from './pin';

/** Whether the screen is locked; `pose`: this person has a code in this browser. */
export const useVerrou = create<{ ferme: boolean; pose: boolean | null }>(() => ({
  ferme: false,
  pose: null,
}));

/** Long enough for a carton being measured, short enough for a counter left alone. */
export const INACTIVITE_MS = 10 * 60_000;
const CLE = 'ts-activite';
const NOTER_CHAQUE_MS = 15_000;

const canal = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('ts-verrou');
let actif = 0;

function noteActivity(now: number): void {
  if (now - actif < NOTER_CHAQUE_MS) return;
  actif = now;
  localStorage.setItem(CLE, String(now));
}

/** The last time anybody touched the app, in any tab, also before a restart. */
const lastActivity = (): number => Number(localStorage.getItem(CLE) ?? 0);

async function hasPin(): Promise<boolean> {
  const acteur = currentUser();
  // A broken storage must not shut anybody out of a screen.
  return acteur ? (await readPin(acteur.id).catch(() => null))?.pose === true : false;
}

async function refresh(): Promise<boolean> {
  const pose = await hasPin();
  useVerrou.setState({ pose });
  return pose;
}

export async function lockScreen(): Promise<void> {
  if (!(await refresh())) return;
  useVerrou.setState({ ferme: true });
  canal?.postMessage('ferme');
}

export function unlockScreen(): void {
  actif = 0;
  noteActivity(Date.now());
  useVerrou.setState({ ferme: false });
  canal?.postMessage('ouvert');
}

/** The code was set or removed. */
export const refreshLock = (): Promise<boolean> => refresh();

async function lockIfIdle(now: number): Promise<void> {
  if (useVerrou.getState().ferme || now - lastActivity() < INACTIVITE_MS) return;
  await lockScreen();
}

/** At opening: without a network only the code says who is there; with one, only after a while. */
export async function lockAtStart(now = Date.now()): Promise<void> {
  const pose = await hasPin();
  const horsLigne = useSession.getState().statut !== 'connectee';
  const ferme = pose && (horsLigne || now - lastActivity() >= INACTIVITE_MS);
  useVerrou.setState({ pose, ferme });
  if (!ferme) noteActivity(now);
}

/** Keys of a USB scanner must not reach the screen behind the lock. */
function keepOut(event: Event): void {
  if (!useVerrou.getState().ferme) return;
  event.stopImmediatePropagation();
  const dedans = event.target instanceof Element && event.target.closest('[data-verrou]') !== null;
  if (!dedans) event.preventDefault();
}

const TOUCHES = ['keydown', 'keyup', 'keypress'] as const;

/** Watches over the screen. Registered before any other listener. Returns the stop. */
export function startLock(): () => void {
  const bouge = (): void => {
    if (!useVerrou.getState().ferme) noteActivity(Date.now());
  };
  for (const type of TOUCHES) window.addEventListener(type, keepOut, true);
  window.addEventListener('keydown', bouge, { capture: true, passive: true });
  window.addEventListener('pointerdown', bouge, { capture: true, passive: true });
  const veiller = (): void => void lockIfIdle(Date.now()).catch(() => undefined);
  const minuterie = setInterval(veiller, NOTER_CHAQUE_MS);
  document.addEventListener('visibilitychange', veiller);
  const onMessage = (event: MessageEvent<string>): void =>
    useVerrou.setState({ ferme: event.data === 'ferme' });
  canal?.addEventListener('message', onMessage);
  const sansSession = useSession.subscribe((apres, avant) => {
    if (apres.utilisateur?.id !== avant.utilisateur?.id) void refresh().catch(() => false);
  });
  return () => {
    for (const type of TOUCHES) window.removeEventListener(type, keepOut, true);
    window.removeEventListener('keydown', bouge, true);
    window.removeEventListener('pointerdown', bouge, true);
    document.removeEventListener('visibilitychange', veiller);
    canal?.removeEventListener('message', onMessage);
    clearInterval(minuterie);
    sansSession();
  };
}
