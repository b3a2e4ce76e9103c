import type { Mesure } from './mesure';

/** Equal readings, and over how long, that make a weight stable without a flag. */
export const LECTURES = 3;
export const DUREE_MS = 500;

/** Why a reading is not a weight to take; each has its words in `materiel:motif`. */
export type Motif = 'bouge' | 'surcharge' | 'negatif' | 'vide' | 'erreur' | 'occupee' | 'incertain';

const MOTIFS: Partial<Record<Mesure['status'], Motif>> = {
  unstable: 'bouge',
  busy: 'occupee',
  overload: 'surcharge',
  underload: 'negatif',
  error: 'erreur',
};

/** Follows readings; protocols without a stability flag are believed after three equal ones. */
export class Stabilite {
  #grammes: number | null = null;
  #depuis = 0;
  #nombre = 0;

  /** Null when the weight may be taken. `ms` is when the reading came. */
  judge({ grams, status }: Mesure, ms: number): Motif | null {
    this.#follow(grams, ms);
    const motif = MOTIFS[status];
    if (motif) return motif;
    if (grams === null) return 'erreur';
    if (grams < 0) return 'negatif';
    if (Math.round(grams) === 0) return 'vide';
    return status === 'unknown' && !this.#settled(ms) ? 'incertain' : null;
  }

  reset(): void {
    this.#grammes = null;
    this.#nombre = 0;
  }

  #follow(grammes: number | null, ms: number): void {
    if (grammes === null || grammes !== this.#grammes) {
      this.#grammes = grammes;
      this.#depuis = ms;
      this.#nombre = 0;
    }
    this.#nombre += 1;
  }

  #settled(ms: number): boolean {
    return this.#nombre >= LECTURES && ms - this.#depuis >= DUREE_MS;
  }
}
