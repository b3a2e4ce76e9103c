/** The same code twice within three seconds is one scan. */
export const FENETRE_MS = 3_000;

export class Repetition {
  #vus = new Map<string, number>();

  /** True when `code` is new enough to count. */
  accept(code: string, ms: number): boolean {
    for (const [vu, quand] of this.#vus) {
      if (ms - quand >= FENETRE_MS) this.#vus.delete(vu);
    }
    const connu = this.#vus.has(code);
    // A code held before the camera stays one scan for as long as it is seen.
    this.#vus.set(code, ms);
    return !connu;
  }
}
