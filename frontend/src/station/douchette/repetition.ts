/** The same code twice within three seconds is one scan. */
export const FENETRE_MS = 3_000;
/** A trigger held a little long: never two orders, whatever happened between. */
export const REBOND_MS = 400;

interface Options {
  /** A camera re-reads what it is held before: one scan for as long as it is seen. */
  continue?: boolean;
}

export class Repetition {
  readonly #continue: boolean;
  /** When each code was last counted (or, before a camera, last seen), and for how long it counts. */
  readonly #vus = new Map<string, { quand: number; fenetre: number }>();

  constructor({ continue: suivie = false }: Options = {}) {
    this.#continue = suivie;
  }

  /** True when `code` is new enough to count. */
  accept(code: string, ms: number): boolean {
    for (const [vu, { quand, fenetre }] of this.#vus) {
      if (ms - quand >= fenetre) this.#vus.delete(vu);
    }
    const connu = this.#vus.has(code);
    if (!connu || this.#continue) this.#vus.set(code, { quand: ms, fenetre: FENETRE_MS });
    return !connu;
  }

  /** What these codes were about has changed: read again, they say something new. */
  forget(lesquels: (code: string) => boolean): void {
    for (const [vu, { quand }] of this.#vus) {
      if (lesquels(vu)) this.#vus.set(vu, { quand, fenetre: REBOND_MS });
    }
  }
}
