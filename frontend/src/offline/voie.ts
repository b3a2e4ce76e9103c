import { shareState } from './contact';
import type { Pause } from './sync-batch';

/** Each lane waits by itself: a failing photo store must not hold the data back. */
export interface Voie {
  echecs: number;
  prochain: number;
}

/** Doubles from 2 s to 5 min, with half of it at random so that a depot does not wake as one. */
export function backoffMs(rang: number, hasard: number = Math.random()): number {
  return Math.min(300_000, 2_000 * 2 ** Math.min(rang, 10)) * (0.5 + hasard / 2);
}

/** The server's own delay is a floor: a quarter more at random spreads a depot's devices. */
const askedMs = (delaiS: number): number => delaiS * 1000 * (1 + Math.random() / 4);

/** One failure more: this lane waits, and the screen says why. */
export function waitFor(voie: Voie, pause: Pause, delaiS: number | null): void {
  voie.echecs += 1;
  voie.prochain = Date.now() + (delaiS === null ? backoffMs(voie.echecs) : askedMs(delaiS));
  shareState({ pause });
}

/** It went through: the next failure starts from two seconds again. */
export function clear(voie: Voie): void {
  voie.echecs = 0;
  voie.prochain = 0;
}
