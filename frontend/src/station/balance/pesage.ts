import type { Lecture } from './lecture';

/** The members of a carton's payload that come from the scale. */
export interface PoidsPris {
  poids_g: number;
  source_poids: 'balance';
  trame_balance: string;
}

/** Below this, or a fiftieth of the load before, the plate is taken as emptied. */
const VIDE_G = 20;
const RESTE = 0.02;

/**
 * Takes one weight per carton and per load: a carton waits for its weight, and the load that gave
 * one gives no other until the plate was emptied. The box still there when the next label is
 * scanned is not the next carton.
 */
export class Pesage {
  #attendu = true;
  #neuve = true;
  #dernier_g = 0;

  constructor(
    private readonly onPoids: (poids: PoidsPris) => void,
    private readonly minimum_g = VIDE_G,
  ) {}

  read({ grams, poids_g, trame }: Lecture): void {
    if (grams !== null && grams < Math.max(this.minimum_g, this.#dernier_g * RESTE)) {
      this.#neuve = true;
    }
    if (poids_g === null || poids_g < this.minimum_g || !this.#attendu || !this.#neuve) return;
    this.#attendu = false;
    this.#neuve = false;
    this.#dernier_g = poids_g;
    this.onPoids({ poids_g, source_poids: 'balance', trame_balance: trame });
  }

  /** The next carton wants its weight: that of the next load. */
  rearm(): void {
    this.#attendu = true;
  }

  /** The same carton is weighed again, whatever lies on the plate. */
  reweigh(): void {
    this.#attendu = true;
    this.#neuve = true;
  }

  /** No weight is wanted: it was typed. */
  disarm(): void {
    this.#attendu = false;
  }
}
