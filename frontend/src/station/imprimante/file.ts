import { materielError } from '../erreurs';
import { pause } from '../lien/delai';
import { prepareLabel } from './apprets';
import { type Etiquette, warmUp } from './etiquette';
import type { EtatImprimante } from './imprimante';
import type { Langage } from './langages';
import type { ReglageImprimante } from './reglage';
import { neverLeft, type OuvrirPdf, outletOf, type Sortie } from './sortie';
import { type Impression, Travaux } from './travaux';
import { type EtatFile, VueFile } from './vue-file';

export { prepareLabel } from './apprets';
export type { EtatImpression, Impression } from './travaux';
export { type EtatFile, FILE_VIDE } from './vue-file';

interface Options {
  /** After each label that is out; a rejected promise is told again at the next start. */
  onPrinted?: (impression: Impression) => Promise<void> | void;
  openPdf?: OuvrirPdf;
}

type Nouvelle = Pick<
  Impression,
  'cle' | 'colis_id' | 'code_suivi' | 'etiquette' | 'taille' | 'motif'
>;

/** A label already being made ready, and who to tell that it leaves. */
interface Envoi {
  prete?: ReturnType<Sortie['prepare']>;
  partir?: () => void;
}

const VERROU = 'ts-impressions';
/** A blocked printer is asked again this often: paper is put back without a word. */
const REPRISE_MS = 3_000;
/** Whoever asked for a label does not wait longer to see it leave. */
const DEPART_MS = 1_500;

/** One tab prints at a time; where the browser has no locks, this page alone. */
async function alone(travail: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return travail();
  await navigator.locks.request(VERROU, travail);
}

/**
 * Labels to print, kept on disk until they are out. A label is marked as sending before its first
 * byte leaves; found in that state at the next start, it is not sent again without being told.
 */
export class FileImpression {
  readonly #voisins = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(VERROU);
  #sortie: Sortie | null = null;
  #langage: Langage | null = null;
  #options: Options = {};
  #enCours: Promise<void> | null = null;
  #encore = false;
  #oublie = false;
  readonly #vue: VueFile;
  #reprise: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly travaux = new Travaux(),
    private readonly ouvrir: typeof outletOf = outletOf,
  ) {
    this.#vue = new VueFile(travaux);
    this.#voisins?.addEventListener('message', () => void this.#vue.refresh().then(this.#wake));
  }

  /** Sets the printer, once the settings are known; starts with what a reload left behind. */
  configure(reglage: ReglageImprimante, options: Options = {}): void {
    const ancienne = this.#sortie;
    this.#options = options;
    this.#langage = reglage.transport === 'pdf' ? null : reglage.langage;
    this.#sortie = this.ouvrir(reglage, options.openPdf);
    warmUp();
    this.#sortie.subscribe(this.#onImprimante);
    void (ancienne?.close() ?? Promise.resolve()).then(() => this.#sortie?.reconnect());
    this.#wake();
  }

  /** Asks which printer it is; from a click or a key. */
  async choose(): Promise<void> {
    await this.#sortie?.choose();
    this.resume();
  }

  /** Resolves once it is on the disk and, where the printer is free, once it leaves. */
  async add(nouvelle: Nouvelle): Promise<Impression> {
    if (this.#langage) prepareLabel(nouvelle.etiquette, nouvelle.taille, this.#langage);
    const travail: Impression = {
      ...nouvelle,
      etat: 'queued',
      raison: null,
      cree_le: Date.now(),
      essais: 0,
      note: false,
    };
    const ecrit = this.travaux.add(travail);
    if (this.#isFree()) await this.#sendAtOnce(travail, ecrit);
    else void ecrit.then(this.#wake, () => undefined);
    const garde = await ecrit;
    this.#voisins?.postMessage('change');
    await this.#vue.refresh();
    return garde;
  }

  /** "It did not come out": printed again because a person said so, as it should read by now. */
  retry(cle: string, etiquette?: Etiquette): Promise<void> {
    const neuve = etiquette ? { etiquette } : {};
    return this.#settle(cle, ['uncertain', 'refused'], {
      ...neuve,
      etat: 'queued',
      raison: null,
    });
  }

  /** "It is in my hand." */
  confirm(cle: string): Promise<void> {
    return this.#settle(cle, ['uncertain'], { etat: 'printed', raison: null });
  }

  cancel(cle: string): Promise<void> {
    return this.#settle(cle, ['queued', 'uncertain'], { etat: 'refused' });
  }

  list(): Promise<Impression[]> {
    return this.travaux.all();
  }

  /** The paper is back, the printer is on. */
  resume(): void {
    clearTimeout(this.#reprise);
    this.#wake();
  }

  /** Called at once with the present state, then at every change. */
  subscribe(abonne: (etat: EtatFile) => void): () => void {
    return this.#vue.subscribe(abonne);
  }

  /** Resolves when nothing more can be printed for now. */
  async idle(): Promise<void> {
    while (this.#enCours) await this.#enCours;
  }

  readonly #wake = (): void => {
    if (!this.#sortie) return;
    this.#encore = true;
    this.#run(() => this.#drain());
  };

  #run(faire: () => Promise<void>): void {
    this.#enCours ??= alone(faire).finally(() => {
      this.#enCours = null;
      if (this.#encore && !this.#vue.etat.bloquee) this.#wake();
    });
  }

  /** Nothing to print before the next label, and nothing against it. */
  #isFree(): boolean {
    const { bloquee, travaux } = this.#vue.etat;
    return this.#sortie !== null && !this.#enCours && !bloquee && travaux.length === 0;
  }

  /** The only label there is made ready while it is written down, not read back first. */
  async #sendAtOnce(travail: Impression, ecrit: Promise<Impression>): Promise<void> {
    let partir: () => void = () => undefined;
    const parti = new Promise<void>((resolve) => {
      partir = resolve;
    });
    this.#run(async () => {
      const sortie = this.#sortie;
      const prete = sortie?.prepare(travail);
      prete?.catch(() => undefined);
      // Another one under the same key: it has its own life.
      const neuf = (await ecrit.catch(() => null)) === travail;
      if (neuf && sortie && prete) await this.#send(travail, sortie, { prete, partir });
      partir();
      // What another tab left behind, or could not note, is looked at afterwards.
      this.#encore = true;
    });
    await Promise.race([parti, pause(DEPART_MS)]);
  }

  async #drain(): Promise<void> {
    while (this.#encore && this.#sortie) {
      this.#encore = false;
      if (!(await this.#sendAll(this.#sortie))) break;
    }
    if (!this.#oublie) await this.travaux.forgetOld(Date.now());
    this.#oublie = true;
  }

  /**
   * One reading serves all: a label already in the state of leaving, under the lock and before
   * anything is sent, was cut by a crash.
   */
  async #sendAll(sortie: Sortie): Promise<boolean> {
    for (const travail of await this.travaux.alive()) {
      const { cle, etat } = travail;
      if (etat === 'sending') await this.#move(cle, ['sending'], { etat: 'uncertain' });
      if (etat === 'printed') await this.#note(travail);
      if (etat === 'queued' && !(await this.#send(travail, sortie))) return false;
    }
    return true;
  }

  /** False when the printer cannot take any label at this moment. */
  async #send(
    travail: Impression,
    sortie: Sortie,
    { prete, partir }: Envoi = {},
  ): Promise<boolean> {
    const { cle } = travail;
    const essais = travail.essais + 1;
    try {
      const envoyer = await (prete ?? sortie.prepare(travail));
      // Cancelled while it was drawn: nothing leaves.
      if (!(await this.#move(cle, ['queued'], { etat: 'sending', essais, raison: null })))
        return true;
      const envoi = envoyer();
      partir?.();
      await envoi;
    } catch (cause) {
      return this.#fail(cle, cause);
    }
    this.#vue.block(null);
    const sorti = await this.#move(cle, ['sending'], { etat: 'printed' });
    if (sorti) await this.#note(sorti);
    return true;
  }

  async #fail(cle: string, cause: unknown): Promise<boolean> {
    const erreur = materielError('imprimante', cause);
    const etat = neverLeft(cause) ? 'queued' : 'uncertain';
    await this.#move(cle, ['queued', 'sending'], { etat, raison: erreur.raison });
    this.#vue.block(erreur);
    clearTimeout(this.#reprise);
    this.#reprise = setTimeout(this.#wake, REPRISE_MS);
    return false;
  }

  async #note(travail: Impression): Promise<void> {
    try {
      await this.#options.onPrinted?.(travail);
      await this.#move(travail.cle, ['printed'], { note: true });
    } catch {
      // Told again at the next start: a print is never left out of the record.
    }
  }

  async #settle(
    cle: string,
    depuis: readonly Impression['etat'][],
    changement: Partial<Impression>,
  ): Promise<void> {
    if (!(await this.#move(cle, depuis, changement))) return;
    this.#voisins?.postMessage('change');
    this.#vue.block(null);
    this.#wake();
  }

  async #move(
    cle: string,
    depuis: readonly Impression['etat'][],
    changement: Partial<Impression>,
  ): Promise<Impression | null> {
    const neuf = await this.travaux.move(cle, depuis, changement);
    // The screen follows; the printer does not wait for it.
    void this.#vue.refresh();
    return neuf;
  }

  readonly #onImprimante = ({ etat, erreur }: EtatImprimante): void => {
    this.#vue.link(etat);
    if (etat === 'connectee') this.#vue.block(null);
    else if (erreur) this.#vue.block(erreur);
    if (etat === 'connectee') this.#wake();
  };
}

/** The station's print queue. */
export const queue = new FileImpression();
