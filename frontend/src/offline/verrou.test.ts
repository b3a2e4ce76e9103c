import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useSession } from '@/lib/session';
import { AGENT, signIn } from '../../tests/appuis';
import { freshDevice } from '../../tests/hors-ligne';
import { ESSAIS_MAX, readPin, setPin, tryPin } from './pin';
import {
  INACTIVITE_MS,
  lockAtStart,
  lockScreen,
  startLock,
  unlockScreen,
  useVerrou,
} from './verrou';

/** The real number of rounds takes half a second each. */
const TOURS = 1_000;
const CODE = '2580';
let arreter: () => void = () => undefined;

beforeEach(async () => {
  await freshDevice();
  localStorage.clear();
  const { id } = signIn();
  await setPin(id, CODE, TOURS);
  forget();
  unlockScreen();
});
afterEach(() => {
  arreter();
  arreter = () => undefined;
  vi.unstubAllGlobals();
});

/** What a page forgets when it is loaded again, or never knew in another tab. */
function forget(): void {
  useVerrou.setState({ ferme: false, pose: null });
}

const isLocked = (): boolean => useVerrou.getState().ferme;

/** What the browser tells the other tabs of a change made here. */
const tellTabs = (): boolean =>
  window.dispatchEvent(new StorageEvent('storage', { key: 'ts-verrou' }));

test('a locked screen is still locked after a reload, until it is opened', async () => {
  await lockScreen();
  forget();
  await lockAtStart();
  expect(isLocked()).toBe(true);
  unlockScreen();
  forget();
  await lockAtStart();
  expect(isLocked()).toBe(false);
});

test('a screen found locked at its start is still locked after the next one', async () => {
  useSession.setState({ statut: 'hors_ligne' });
  await lockAtStart();
  signIn();
  forget();
  await lockAtStart();
  expect(isLocked()).toBe(true);
});

test('a tab where nobody is known opens no other tab', async () => {
  await lockScreen();
  useSession.setState({ statut: 'anonyme', utilisateur: null });
  await lockAtStart();
  signIn();
  await lockAtStart();
  expect(isLocked()).toBe(true);
});

test('the other tabs lock and open with this one', async () => {
  arreter = startLock();
  await lockScreen();
  forget();
  tellTabs();
  expect(isLocked()).toBe(true);
  localStorage.removeItem('ts-verrou');
  tellTabs();
  expect(isLocked()).toBe(false);
});

test('a log-in page of another tab keeps its keys', async () => {
  arreter = startLock();
  await lockScreen();
  forget();
  useSession.setState({ statut: 'anonyme', utilisateur: null });
  tellTabs();
  expect(isLocked()).toBe(false);
});

test('after five wrong codes a reload asks for the password, whatever the network', async () => {
  for (let i = 0; i < ESSAIS_MAX; i += 1) await tryPin(AGENT.id, '0000');
  forget();
  localStorage.removeItem('ts-verrou');
  await lockAtStart();
  expect(isLocked()).toBe(true);
  expect((await readPin(AGENT.id)).bloque).toBe(true);
});

test('a hand on the keys before anybody is known is not somebody present', async () => {
  const tard = Date.now() + 2 * INACTIVITE_MS;
  vi.spyOn(Date, 'now').mockReturnValue(tard);
  arreter = startLock();
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  window.dispatchEvent(new Event('pointerdown'));
  await lockAtStart(tard);
  expect(isLocked()).toBe(true);
});

test('the session that comes back opens nothing before the start has looked at the lock', async () => {
  useSession.setState({ statut: 'inconnue', utilisateur: null });
  arreter = startLock();
  signIn();
  await new Promise((suite) => setTimeout(suite, 50));
  expect(useVerrou.getState().pose).toBeNull();
});

test('a password given to a page where nobody was known opens it, and forgets a code used up', async () => {
  for (let i = 0; i < ESSAIS_MAX; i += 1) await tryPin(AGENT.id, '0000');
  await lockScreen();
  useSession.setState({ statut: 'anonyme', utilisateur: null });
  arreter = startLock();
  signIn();
  await vi.waitFor(() => expect(isLocked()).toBe(false));
  expect((await readPin(AGENT.id)).pose).toBe(false);
  forget();
  await lockAtStart();
  expect(isLocked()).toBe(false);
});
