import { claimDraft, dropDraft, keepDraft, wasCaptured } from '@/offline/brouillons';
import { whenQuiet } from '@/offline/calme';
import { type Base, database } from '@/offline/db';
import { type Brouillon, isVierge, newBrouillon, nextBrouillon } from './brouillon';

/** A pause of the hands; what they do next never waits for the disk. */
const REPOS_MS = 200;

export interface Repris {
  brouillon: Brouillon;
  /** When it was last written down. */
  le: string;
}

/** Fields a later version of the bench may have added get their first value. */
function readBack(saisie: unknown, photos: readonly Blob[]): Brouillon {
  return { ...newBrouillon(), ...(saisie as Partial<Brouillon>), photos };
}

/** The carton being typed, kept on this device for its person: it outlives the page. */
export class Carnet {
  #base: Base | null = null;
  #voulu: Brouillon | null = null;
  /** What the device holds; null when it holds nothing. */
  #ecrit: Brouillon | null = null;
  #minuterie: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly acteur: string) {}

  /** What was left unfinished, unless `libre` says that the bench has started another. */
  async open(libre: () => boolean): Promise<Repris | null> {
    const garde = await claimDraft(this.acteur, libre);
    // Registered, and cut off before it was taken off the bench: its series goes on.
    const fini = garde !== null && (await wasCaptured(garde));
    this.#base = await database();
    if (!garde) {
      this.#plan();
      return null;
    }
    const lu = readBack(garde.saisie, garde.photos);
    this.#ecrit = lu;
    const brouillon = fini ? nextBrouillon(lu) : lu;
    if (!libre() || isVierge(brouillon)) {
      this.#plan();
      return null;
    }
    return { brouillon, le: garde.garde_le };
  }

  /** Told at every change of the bench; writes once the hands pause. */
  keep(b: Brouillon): void {
    this.#voulu = b;
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#minuterie);
    if (this.#base) this.#minuterie = setTimeout(() => whenQuiet(() => this.flush()), REPOS_MS);
  }

  /** Now: the page is going away. */
  flush(): void {
    clearTimeout(this.#minuterie);
    const [base, voulu, ecrit] = [this.#base, this.#voulu, this.#ecrit];
    if (!base || !voulu || voulu === ecrit || (isVierge(voulu) && ecrit === null)) return;
    this.#ecrit = isVierge(voulu) ? null : voulu;
    // A full disk says so when the carton is confirmed; the next change tries again.
    this.#write(base, voulu, ecrit).catch(async () => {
      this.#ecrit = null;
      this.#base = await database().catch(() => null);
    });
  }

  async #write(base: Base, voulu: Brouillon, ecrit: Brouillon | null): Promise<void> {
    if (isVierge(voulu)) return dropDraft(base, this.acteur);
    const { photos, ...saisie } = voulu;
    const neuves = ecrit?.id !== voulu.id || ecrit.photos !== photos;
    return keepDraft(base, this.acteur, {
      entity_id: voulu.id,
      saisie,
      ...(neuves ? { photos } : {}),
    });
  }
}
