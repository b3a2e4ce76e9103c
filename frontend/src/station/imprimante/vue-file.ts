import type { MaterielError } from '../erreurs';
import type { EtatLien } from '../lien/lien';
import type { Impression, Travaux } from './travaux';

export interface EtatFile {
  /** Labels that are not out, oldest first. */
  travaux: Impression[];
  /** Why nothing is printed at this moment. */
  bloquee: MaterielError | null;
  /** Whether the printer is there at all, known before any label is sent to it. */
  lien: EtatLien;
}

export const FILE_VIDE: EtatFile = { travaux: [], bloquee: null, lien: 'connexion' };

/** What the screens see of the print queue: told at every change, read from the disk. */
export class VueFile {
  #etat: EtatFile = FILE_VIDE;
  readonly #abonnes = new Set<(etat: EtatFile) => void>();
  #lecture: Promise<void> | null = null;
  #relire = false;

  constructor(private readonly travaux: Travaux) {}

  get etat(): EtatFile {
    return this.#etat;
  }

  subscribe(abonne: (etat: EtatFile) => void): () => void {
    this.#abonnes.add(abonne);
    abonne(this.#etat);
    void this.refresh();
    return () => this.#abonnes.delete(abonne);
  }

  block(bloquee: MaterielError | null): void {
    if (this.#etat.bloquee?.raison === bloquee?.raison) return;
    this.#say({ ...this.#etat, bloquee });
  }

  link(lien: EtatLien): void {
    if (this.#etat.lien !== lien) this.#say({ ...this.#etat, lien });
  }

  /** One reading at a time, so that an older one never comes last. */
  refresh(): Promise<void> {
    this.#relire = true;
    this.#lecture ??= this.#read();
    return this.#lecture;
  }

  async #read(): Promise<void> {
    try {
      while (this.#relire) {
        this.#relire = false;
        const travaux = (await this.travaux.alive()).filter(({ etat }) => etat !== 'printed');
        this.#say({ ...this.#etat, travaux });
      }
    } finally {
      this.#lecture = null;
    }
  }

  #say(etat: EtatFile): void {
    this.#etat = etat;
    for (const abonne of this.#abonnes) abonne(etat);
  }
}
