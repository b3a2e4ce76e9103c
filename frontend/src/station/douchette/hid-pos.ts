/**
 * Scanned data reports of the HID Point of Sale tables (page 0x8C): length, symbology identifier
 * on three bytes, up to 56 characters, and a last byte that says whether more follows.
 */
export const RAPPORT_SCAN = 2;

const CROCHET = 0x5d;
const SUITE = 62;
const LONGUEUR_MAX = 512;

export class AssembleurHid {
  #texte = '';

  /** The whole text once its last report has come; null until then and for anything else. */
  push(rapport: Uint8Array): string | null {
    // Some makers put a byte before the identifier.
    const decalage = [0, 1].find((un) => rapport[1 + un] === CROCHET);
    const longueur = rapport[0] ?? 0;
    if (decalage === undefined || rapport.length <= SUITE || longueur > SUITE - 4 - decalage) {
      this.#texte = '';
      return null;
    }
    const debut = 4 + decalage;
    this.#texte += String.fromCharCode(...rapport.subarray(debut, debut + longueur));
    if (rapport[SUITE] === 0) return this.#finish();
    if (this.#texte.length > LONGUEUR_MAX) this.#texte = '';
    return null;
  }

  #finish(): string | null {
    const texte = this.#texte;
    this.#texte = '';
    return texte === '' ? null : texte;
  }
}
