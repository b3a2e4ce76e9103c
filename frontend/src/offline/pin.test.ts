import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useSession } from '@/lib/session';
import { signIn } from '../../tests/appuis';
import { freshDevice, scan } from '../../tests/hors-ligne';
import { database } from './db';
import { isWeakPin, readPin, removePin, setPin, tryPin } from './pin';
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
let acteur: string;

beforeEach(async () => {
  await freshDevice();
  acteur = signIn().id;
  localStorage.clear();
  useVerrou.setState({ ferme: false, pose: null });
});
afterEach(() => vi.unstubAllGlobals());

test('the code is not kept, only what verifies it', async () => {
  await setPin(acteur, '2580', TOURS);
  const garde = await (await database()).get('meta', `pin:${acteur}`);
  expect(JSON.stringify(garde)).not.toContain('2580');
  expect(await tryPin(acteur, '2580')).toMatchObject({ juste: true, restants: 5 });
  expect(await tryPin(acteur, '2581')).toMatchObject({ juste: false, restants: 4 });
});

test('a right code gives the five tries back', async () => {
  await setPin(acteur, '2580', TOURS);
  for (let i = 0; i < 4; i += 1) await tryPin(acteur, '0000');
  expect(await tryPin(acteur, '2580')).toMatchObject({ juste: true });
  expect((await readPin(acteur)).restants).toBe(5);
});

test('five wrong codes wipe what is for reading and keep every act', async () => {
  await scan('A');
  await setPin(acteur, '2580', TOURS);
  const base = await database();
  await base.put('lecture', { cle: 'x', valeur: 1, recu_le: '' });
  await base.put('flux', {
    acteur,
    portee: 's',
    genre: 'colis',
    id: '1',
    generation: 1,
    donnees: 1,
  });
  for (let i = 0; i < 4; i += 1) await tryPin(acteur, '0000');
  expect(await base.count('lecture')).toBe(1);
  expect(await tryPin(acteur, '0000')).toMatchObject({ juste: false, bloque: true });
  expect([await base.count('lecture'), await base.count('flux')]).toEqual([0, 0]);
  expect([await base.count('ops'), await base.count('attente')]).toEqual([1, 1]);
  // The right code no longer opens: only the password does.
  expect(await tryPin(acteur, '2580')).toMatchObject({ juste: false, bloque: true });
  await removePin(acteur);
  expect(await readPin(acteur)).toMatchObject({ pose: false, bloque: false });
});

test('a try counts even when the page dies before its answer', async () => {
  await setPin(acteur, '2580', TOURS);
  const essai = tryPin(acteur, '0000');
  await vi.waitFor(async () => expect((await readPin(acteur)).restants).toBe(4), 10_000);
  await essai;
});

test.each(['1111', '1234', '9876', '000000'])('%s is too easy to guess', (pin) => {
  expect(isWeakPin(pin)).toBe(true);
});
test.each(['2580', '1213', '1357'])('%s is not', (pin) => {
  expect(isWeakPin(pin)).toBe(false);
});

test('reopened without a network, the code is asked; with one, only after a while', async () => {
  await setPin(acteur, '2580', TOURS);
  unlockScreen();
  await lockAtStart();
  expect(useVerrou.getState()).toEqual({ ferme: false, pose: true });
  await lockAtStart(Date.now() + INACTIVITE_MS);
  expect(useVerrou.getState().ferme).toBe(true);
  unlockScreen();
  useSession.setState({ statut: 'hors_ligne' });
  await lockAtStart();
  expect(useVerrou.getState().ferme).toBe(true);
});

test('without a code nothing is ever locked', async () => {
  useSession.setState({ statut: 'hors_ligne' });
  await lockAtStart(Date.now() + 10 * INACTIVITE_MS);
  await lockScreen();
  expect(useVerrou.getState()).toEqual({ ferme: false, pose: false });
});

test('a locked screen lets no scan through, and its own field lets digits in', async () => {
  const arreter = startLock();
  const recues: string[] = [];
  const ecouter = (event: KeyboardEvent): unknown => recues.push(event.key);
  window.addEventListener('keydown', ecouter, true);
  document.body.innerHTML = '<input id="ecran"><div data-verrou><input id="code"></div>';
  const touche = (id: string): boolean =>
    document
      .getElementById(id)
      ?.dispatchEvent(
        new KeyboardEvent('keydown', { key: '7', bubbles: true, cancelable: true }),
      ) ?? false;
  useVerrou.setState({ ferme: true });
  expect([touche('ecran'), touche('code')]).toEqual([false, true]);
  expect(recues).toEqual([]);
  useVerrou.setState({ ferme: false });
  expect(touche('ecran')).toBe(true);
  expect(recues).toEqual(['7']);
  window.removeEventListener('keydown', ecouter, true);
  arreter();
});

test('capturing goes on behind the lock', async () => {
  await setPin(acteur, '2580', TOURS);
  await lockScreen();
  expect(useVerrou.getState().ferme).toBe(true);
  await scan('A');
  expect(await (await database()).count('ops')).toBe(1);
});
