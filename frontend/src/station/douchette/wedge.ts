import { charOf, FNC1, type Touche } from './us-layout';

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

const SILENCE_MS = 300;
const LONGUEUR_MAX = 256;
const AIM = /^\][A-Za-z][0-9A-Za-z]/;
const RIEN: Pas = { consomme: false, scan: null };
const PRIS: Pas = { consomme: true, scan: null };

export class Wedge {
  #tampon: string | null = null;
  #derniere = 0;

  /** Feeds one `keydown`; `ms` is its timestamp. */
  press(touche: Touche, ms: number): Pas {
    if (this.#tampon !== null && ms - this.#derniere > SILENCE_MS) this.#tampon = null;
    this.#derniere = ms;
    if (touche.code === 'F9') {
      this.#tampon = '';
      return PRIS;
    }
    if (this.#tampon === null) return this.#start(touche);
    if (touche.code === 'Enter' || touche.code === 'NumpadEnter') return this.#finish();
    return this.#grow(touche);
  }

  /** Without F9 a scan may still open with its AIM identifier's bracket. */
  #start(touche: Touche): Pas {
    if (touche.code !== 'BracketRight' || touche.shiftKey || touche.ctrlKey) return RIEN;
    this.#tampon = ']';
    return PRIS;
  }

  #grow(touche: Touche): Pas {
    if (/^(Shift|Control|Alt|Meta)/.test(touche.code)) return PRIS;
    const caractere = charOf(touche);
    if (caractere === null) return PRIS;
    const tampon = (this.#tampon ?? '') + caractere;
    this.#tampon = tampon.length > LONGUEUR_MAX ? null : tampon;
    return PRIS;
  }

  #finish(): Pas {
    const texte = this.#tampon ?? '';
    this.#tampon = null;
    const scan = texte.replace(AIM, '').replaceAll(FNC1, '').trim();
    return { consomme: true, scan: scan === '' ? null : scan };
  }
}
