import { create } from 'zustand';
import { currentUser, useSession } from '@/lib/session';
import { type EtatPin, readPin, removePin } from './pin';

/** Whether the screen is locked; `pose`: this person has a code in this browser, null until read. */
export const useVerrou = create<{ ferme: boolean; pose: boolean | null }>(() => ({
  ferme: false,
  pose: null,
}));

/** Long enough for a carton being measured, short enough for a counter left alone. */
export const INACTIVITE_MS = 10 * 60_000;
const CLE_ACTIVITE = 'ts-activite';
/** Set while a screen is locked: a reload and every other tab find it so. */
const CLE_FERME = 'ts-verrou';
const NOTER_CHAQUE_MS = 15_000;

let actif = 0;

function noteActivity(now: number): void {
  if (now - actif < NOTER_CHAQUE_MS) return;
  actif = now;
  localStorage.setItem(CLE_ACTIVITE, String(now));
}

/** The last time anybody touched the app, in any tab, also before a restart. */
const lastActivity = (): number => Number(localStorage.getItem(CLE_ACTIVITE) ?? 0);

const isKeptLocked = (): boolean => localStorage.getItem(CLE_FERME) !== null;

const SANS_CODE = { pose: false, bloque: false } as const;

async function readLock(): Promise<Pick<EtatPin, 'pose' | 'bloque'>> {
  const acteur = currentUser();
  // A broken storage must not shut anybody out of a screen.
  return acteur ? readPin(acteur.id).catch(() => SANS_CODE) : SANS_CODE;
}

async function refresh(): Promise<boolean> {
  const { pose } = await readLock();
  useVerrou.setState({ pose });
  return pose;
}

export async function lockScreen(): Promise<void> {
  if (!(await refresh())) return;
  localStorage.setItem(CLE_FERME, '1');
  useVerrou.setState({ ferme: true });
}

export function unlockScreen(): void {
  localStorage.removeItem(CLE_FERME);
  actif = 0;
  noteActivity(Date.now());
  useVerrou.setState({ ferme: false });
}

/** The code was set or removed. */
export const refreshLock = (): Promise<boolean> => refresh();

async function lockIfIdle(now: number): Promise<void> {
  if (useVerrou.getState().ferme || now - lastActivity() < INACTIVITE_MS) return;
  await lockScreen();
}

/**
 * At opening: what was locked stays so, and after too many wrong codes only the password opens.
 * Without a network only the code says who is there; with one, only after a while.
 */
export async function lockAtStart(now = Date.now()): Promise<void> {
  const { pose, bloque } = await readLock();
  const horsLigne = useSession.getState().statut !== 'connectee';
  const absent = now - lastActivity() >= INACTIVITE_MS;
  const ferme = pose && (bloque || isKeptLocked() || horsLigne || absent);
  useVerrou.setState({ pose, ferme });
  if (ferme) localStorage.setItem(CLE_FERME, '1');
  else noteActivity(now);
}

/** The password was just given where nobody was signed in: it opens, and forgets a code used up. */
async function openAfterLogin(): Promise<void> {
  const acteur = currentUser();
  if (acteur && (await readLock()).bloque) await removePin(acteur.id);
  await refresh();
  unlockScreen();
}

/** Keys of a USB scanner must not reach the screen behind the lock. */
function keepOut(event: Event): void {
  if (!useVerrou.getState().ferme) return;
  event.stopImmediatePropagation();
  const dedans = event.target instanceof Element && event.target.closest('[data-verrou]') !== null;
  if (!dedans) event.preventDefault();
}

/** Nobody is known to be there before it is known whether a code is asked. */
function noteHand(): void {
  const { ferme, pose } = useVerrou.getState();
  if (pose !== null && !ferme) noteActivity(Date.now());
}

/** Another tab was locked or opened; a log-in page has nobody to keep out. */
function followTabs({ key }: StorageEvent): void {
  if (key === CLE_FERME) useVerrou.setState({ ferme: isKeptLocked() && currentUser() !== null });
}

function followSession(): () => void {
  return useSession.subscribe((apres, avant) => {
    // The start reads the code itself, with all that may lock the screen.
    if (avant.statut === 'inconnue' || apres.utilisateur?.id === avant.utilisateur?.id) return;
    const suite = avant.statut === 'anonyme' ? openAfterLogin() : refresh();
    void suite.catch(() => undefined);
  });
}

const TOUCHES = ['keydown', 'keyup', 'keypress'] as const;

/** Watches over the screen. Registered before any other listener. Returns the stop. */
export function startLock(): () => void {
  for (const type of TOUCHES) window.addEventListener(type, keepOut, true);
  window.addEventListener('keydown', noteHand, { capture: true, passive: true });
  window.addEventListener('pointerdown', noteHand, { capture: true, passive: true });
  window.addEventListener('storage', followTabs);
  const veiller = (): void => void lockIfIdle(Date.now()).catch(() => undefined);
  const minuterie = setInterval(veiller, NOTER_CHAQUE_MS);
  document.addEventListener('visibilitychange', veiller);
  const sansSession = followSession();
  return () => {
    for (const type of TOUCHES) window.removeEventListener(type, keepOut, true);
    window.removeEventListener('keydown', noteHand, true);
    window.removeEventListener('pointerdown', noteHand, true);
    window.removeEventListener('storage', followTabs);
    document.removeEventListener('visibilitychange', veiller);
    clearInterval(minuterie);
    sansSession();
  };
}
