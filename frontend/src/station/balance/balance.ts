import { MaterielError } from '../erreurs';
import { hidWay, PAGE_BALANCE } from '../lien/hid';
import { type EtatLien, Lien } from '../lien/lien';
import { serialWay } from '../lien/serie';
import { Cadreur } from './cadreur';
import { type Lecture, rawFrame, readingOf } from './lecture';
import { type FicheProtocole, ficheOf, type ReglageBalance } from './protocoles';
import { Stabilite } from './stabilite';

export interface EtatBalance {
  etat: EtatLien | 'muette' | 'illisible';
  lecture: Lecture | null;
  erreur: MaterielError | null;
}

/** Without a frame for this long the scale is said silent, or unreadable if bytes do come. */
export const SILENCE_MS = 3_000;
const VERIFICATION_MS = 1_000;

type Abonne = (etat: EtatBalance) => void;

/** A scale on its line: bytes in, readings out. One object per setting; `close` ends it. */
export class Balance {
  #etat: EtatBalance = { etat: 'absente', lecture: null, erreur: null };
  readonly #abonnes = new Set<Abonne>();
  readonly #fiche: FicheProtocole;
  readonly #cadreur: Cadreur;
  readonly #stabilite = new Stabilite();
  readonly #lien: Lien<object>;
  readonly #source: 'serie' | 'hid';
  #derniereTrame = 0;
  #octets = 0;
  #sonde: ReturnType<typeof setInterval> | undefined;
  #veille: ReturnType<typeof setInterval> | undefined;

  constructor(reglage: ReglageBalance) {
    this.#fiche = ficheOf(reglage.protocole);
    this.#cadreur = new Cadreur(this.#fiche.decoupe);
    this.#source = reglage.transport;
    const ecoute = {
      onEtat: (etat: EtatLien, erreur: MaterielError | null) => this.#onEtat(etat, erreur),
      onOctets: (octets: Uint8Array) => this.#onOctets(octets),
    };
    this.#lien = (
      reglage.transport === 'hid'
        ? new Lien('balance', hidWay(PAGE_BALANCE), ecoute)
        : new Lien('balance', serialWay(lineOf(reglage)), ecoute)
    ) as Lien<object>;
  }

  get etat(): EtatBalance {
    return this.#etat;
  }

  /** Called at once with the present state, then at every change. Returns the unsubscription. */
  subscribe(abonne: Abonne): () => void {
    this.#abonnes.add(abonne);
    abonne(this.#etat);
    return () => this.#abonnes.delete(abonne);
  }

  reconnect(): Promise<boolean> {
    return this.#lien.reconnect();
  }

  choose(): Promise<void> {
    return this.#lien.choose();
  }

  /** Asks for one weight; nothing for scales that speak by themselves. */
  async request(): Promise<void> {
    const { demande } = this.#fiche;
    if (demande === undefined || !this.#lien.connected) return;
    await this.#lien.write(new TextEncoder().encode(demande));
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#lien.close();
    this.#abonnes.clear();
  }

  #onEtat(etat: EtatLien, erreur: MaterielError | null): void {
    this.#stop();
    this.#cadreur.reset();
    this.#stabilite.reset();
    if (etat === 'connectee') this.#start();
    this.#say({ etat, erreur, lecture: null });
  }

  #start(): void {
    this.#derniereTrame = performance.now();
    this.#octets = 0;
    this.#veille = setInterval(() => this.#check(), VERIFICATION_MS);
    if (this.#fiche.sonde_ms === undefined) return;
    this.#sonde = setInterval(
      () => void this.request().catch(() => undefined),
      this.#fiche.sonde_ms,
    );
  }

  #stop(): void {
    clearInterval(this.#sonde);
    clearInterval(this.#veille);
  }

  /** A connected scale that says nothing, or nothing this protocol knows, is not a working one. */
  #check(): void {
    if (performance.now() - this.#derniereTrame < SILENCE_MS) return;
    const etat = this.#octets > 0 ? 'illisible' : 'muette';
    this.#octets = 0;
    const raison = etat === 'illisible' ? 'illisible' : 'muet';
    if (this.#etat.etat !== etat) {
      this.#say({ etat, lecture: null, erreur: new MaterielError('balance', raison) });
    }
  }

  #onOctets(octets: Uint8Array): void {
    this.#octets += octets.length;
    for (const trame of this.#cadreur.push(octets)) this.#onTrame(trame);
  }

  #onTrame(trame: Uint8Array): void {
    const mesure = this.#fiche.lire(trame);
    if (!mesure) return;
    const a_ms = performance.now();
    this.#derniereTrame = a_ms;
    this.#octets = 0;
    const motif = this.#stabilite.judge(mesure, a_ms);
    const brute = rawFrame(this.#fiche.id, this.#source, trame);
    const lecture = readingOf(mesure, motif, { source: this.#source, trame: brute, a_ms });
    this.#say({ etat: 'connectee', lecture, erreur: null });
  }

  #say(etat: EtatBalance): void {
    this.#etat = etat;
    for (const abonne of this.#abonnes) abonne(etat);
  }
}

const lineOf = ({ bauds, bits, parite, arret }: ReglageBalance) =>
  ({ baudRate: bauds, dataBits: bits, parity: parite, stopBits: arret }) as const;
