/** How a protocol's frames are cut out of the stream of bytes. */
export type Decoupe =
  /** `memeLongueur`: a line is dropped when it is not as long as the one before, for scales whose
   * frames have no fixed width: a lost digit, or kg that became g, is another length. */
  | { genre: 'ligne'; memeLongueur?: boolean }
  | { genre: 'bornes'; debut: number; fin: number; longueur: number }
  | { genre: 'jusque'; debut: number; fin: number }
  | { genre: 'fixe'; debut: number; longueur: number; repere: { rang: number; octet: number } }
  | { genre: 'signe'; debut: number; longueur: number }
  | { genre: 'rapport' };

type Marquee = Extract<Decoupe, { genre: 'bornes' | 'jusque' | 'fixe' }>;

const CR = 0x0d;
const LF = 0x0a;
/** Refusals (`S I`, `ES`) are shorter than any weight. */
const COURTE = 8;
/** No scale's frame is longer. */
const MAXIMUM = 128;

/**
 * Puts split chunks back together: a frame is given only when its end has come, without its line
 * end. Bytes before a start and frames too long are dropped; nothing is ever completed by guess.
 */
export class Cadreur {
  readonly #decoupe: Decoupe;
  #tampon: number[] = [];
  #longueur = 0;
  #deborde = false;

  constructor(
    decoupe: Decoupe,
    private readonly maximum = MAXIMUM,
  ) {
    this.#decoupe = decoupe;
  }

  /** Frames completed by these bytes, in order. */
  push(octets: Uint8Array): Uint8Array[] {
    if (this.#decoupe.genre === 'rapport') return [octets];
    const trames: Uint8Array[] = [];
    for (const octet of octets) {
      const trame = this.#take(octet);
      if (trame) trames.push(trame);
      if (this.#tampon.length > this.maximum) this.#overflow();
    }
    return trames;
  }

  reset(): void {
    this.#tampon = [];
    this.#longueur = 0;
    this.#deborde = false;
  }

  /** What follows a line too long is its tail, not a frame. */
  #overflow(): void {
    this.#tampon = [];
    this.#deborde = true;
  }

  #take(octet: number): Uint8Array | null {
    const decoupe = this.#decoupe;
    switch (decoupe.genre) {
      case 'rapport':
        return null;
      case 'ligne':
        return this.#line(octet, decoupe.memeLongueur ?? false);
      case 'signe':
        return this.#sign(octet, decoupe);
      default:
        return this.#marked(octet, decoupe);
    }
  }

  #marked(octet: number, decoupe: Marquee): Uint8Array | null {
    const recommence = decoupe.genre !== 'fixe' && octet === decoupe.debut;
    if (this.#tampon.length > 0 && !recommence) return this.#grow(octet, decoupe);
    this.#tampon = octet === decoupe.debut ? [octet] : [];
    return null;
  }

  #grow(octet: number, decoupe: Marquee): Uint8Array | null {
    // A carriage return ends an 8217 answer and is not part of it; ETX is part of the others.
    if (decoupe.genre === 'jusque' && octet === decoupe.fin) return this.#flush();
    this.#tampon.push(octet);
    if (decoupe.genre === 'fixe') return this.#full(decoupe);
    if (decoupe.genre === 'bornes' && octet === decoupe.fin) {
      const entiere = this.#tampon.length === decoupe.longueur;
      return entiere ? this.#flush() : this.#drop();
    }
    return null;
  }

  /** Frames that only a new start ends: the one before counts if it has its whole length. */
  #sign(
    octet: number,
    { debut, longueur }: { debut: number; longueur: number },
  ): Uint8Array | null {
    if (octet !== debut) {
      if (octet !== CR && octet !== LF && this.#tampon.length > 0) this.#tampon.push(octet);
      return null;
    }
    const trame = this.#tampon.length === longueur ? this.#flush() : null;
    this.#tampon = [octet];
    return trame;
  }

  /**
   * A fixed length may have been counted from a check byte that looks like a start: its other mark
   * is looked at, and if it is not there the next start inside is tried.
   */
  #full({ debut, longueur, repere }: Extract<Decoupe, { genre: 'fixe' }>): Uint8Array | null {
    if (this.#tampon.length < longueur) return null;
    if (this.#tampon[repere.rang] === repere.octet) return this.#flush();
    const suivant = this.#tampon.indexOf(debut, 1);
    this.#tampon = suivant === -1 ? [] : this.#tampon.slice(suivant);
    return null;
  }

  #line(octet: number, memeLongueur: boolean): Uint8Array | null {
    if (octet !== CR && octet !== LF) {
      this.#tampon.push(octet);
      return null;
    }
    const entiere = !this.#deborde && this.#tampon.length > 0;
    const trame = this.#flush();
    this.#deborde = false;
    if (!entiere) return null;
    if (!memeLongueur || trame.length <= COURTE) return trame;
    const reguliere = this.#longueur === 0 || trame.length === this.#longueur;
    this.#longueur = trame.length;
    return reguliere ? trame : null;
  }

  #flush(): Uint8Array {
    const trame = Uint8Array.from(this.#tampon);
    this.#tampon = [];
    return trame;
  }

  #drop(): null {
    this.#tampon = [];
    return null;
  }
}
