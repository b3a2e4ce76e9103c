import { cleanScan } from './decode';
import { charOf, type Touche } from './us-layout';

/**
 * Assembles a scan out of key presses. Timing alone truncates codes and accepts them, so a scan
 * needs its prefix (F9, or the AIM identifier `]C1`, `]Q3`…) AND its Enter suffix.
 */
export interface Pas {
  /** The key belongs to a scan: keep it from the page. */
  consomme: boolean;
  /** Complete text, prefix and AIM identifier removed. */
  scan: string | null;
}

/** A scanner pauses less than this between two keys; after it the scan was cut, and is lost. */
export const SILENCE_MS = 300;
/** After this the keys are a person's again. */
export const ABANDON_MS = 1_500;
const LONGUEUR_MAX = 256;
const RIEN: Pas = { consomme: false, scan: null };
const PRIS: Pas = { consomme: true, scan: null };

export class Wedge {
  #tampon: string | null = null;
  #gate = false;
  #derniere = 0;

  /** Opened by a bracket that nothing has followed: a person may have typed it. */
  get seul(): boolean {
    return this.#tampon === ']';
  }

  /** The bracket was a person's. */
  renounce(): void {
    this.#tampon = null;
  }

  /** Between a prefix and its suffix. */
  get enCours(): boolean {
    return this.#tampon !== null;
  }

  /** Feeds one `keydown`; `ms` is its timestamp. */
  press(touche: Touche, ms: number): Pas {
    this.#forget(ms - this.#derniere);
    this.#derniere = ms;
    if (touche.code === 'F9') return this.#open('');
    if (this.#tampon === null) return this.#start(touche);
    if (touche.code === 'Enter' || touche.code === 'NumpadEnter') return this.#finish();
    return this.#grow(touche);
  }

  /** A scan that stalls is spoilt; its late keys are still its own, until nobody can be typing it. */
  #forget(silence: number): void {
    const vide = this.#tampon === '' || this.seul;
    if (silence > ABANDON_MS || (silence > SILENCE_MS && vide)) this.#tampon = null;
    else if (silence > SILENCE_MS) this.#gate = true;
  }

  #open(debut: string): Pas {
    this.#tampon = debut;
    this.#gate = false;
    return PRIS;
  }

  /** Without F9 a scan may still open with its AIM identifier's bracket. */
  #start(touche: Touche): Pas {
    if (touche.code !== 'BracketRight' || touche.shiftKey || touche.ctrlKey) return RIEN;
    return this.#open(']');
  }

  #grow(touche: Touche): Pas {
    if (/^(Shift|Control|Alt|Meta)/.test(touche.code)) return PRIS;
    // Alt+digits is a scanner set to type character numbers; a held key is not a scanner.
    if (touche.altKey || touche.repeat) this.#gate = true;
    const signe = charOf(touche) ?? '';
    // AIM: the letter of a symbology follows its bracket (ISO/IEC 15424).
    if (this.seul && !/[A-Za-z]/.test(signe)) {
      this.renounce();
      return RIEN;
    }
    const tampon = (this.#tampon ?? '') + signe;
    this.#tampon = tampon.slice(0, LONGUEUR_MAX + 1);
    return PRIS;
  }

  #finish(): Pas {
    const texte = this.#tampon ?? '';
    const entier = !this.#gate && texte.length <= LONGUEUR_MAX;
    this.#tampon = null;
    const scan = entier ? cleanScan(texte) : '';
    return { consomme: true, scan: scan === '' ? null : scan };
  }
}
