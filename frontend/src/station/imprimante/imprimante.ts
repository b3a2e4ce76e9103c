import { MaterielError, materielError, type Raison } from '../erreurs';
import { pause, within } from '../lien/delai';
import { type EtatLien, Lien } from '../lien/lien';
import { serialWay } from '../lien/serie';
import { usbPrinterWay } from '../lien/usb';
import type { ReglageImprimante } from './reglage';
import { type Avis, QUESTIONS } from './statut';

export interface EtatImprimante {
  etat: EtatLien;
  erreur: MaterielError | null;
}

/** Printers that answer do so at once; the others are simply believed. */
const REPONSE_MS = 700;
/** 120 KB at 115,200 baud take ten seconds; past this the printer has stopped listening. */
const ENVOI_MS = 60_000;
const IMPRESSION_MS = 15_000;
const ATTENTE_MS = 100;
const TRANCHE = 4_096;

/** Nothing of the label had left when the printer refused: it may be sent again. */
export class EnvoiImpossible extends MaterielError {}

/** A printer on WebUSB or Web Serial. `print` says whether the label may have come out. */
export class Imprimante {
  #etat: EtatImprimante = { etat: 'absente', erreur: null };
  readonly #abonnes = new Set<(etat: EtatImprimante) => void>();
  readonly #lien: Lien<object>;
  #recu: number[] = [];
  #arrive: () => void = () => undefined;
  /** Null until asked once: many printers and cables have no way back. */
  #repond: boolean | null = null;

  constructor(
    private readonly reglage: Pick<ReglageImprimante, 'transport' | 'langage' | 'bauds'>,
  ) {
    const ecoute = {
      onEtat: (etat: EtatLien, erreur: MaterielError | null) => this.#onEtat(etat, erreur),
      onOctets: (octets: Uint8Array) => this.#onOctets(octets),
    };
    const { transport, bauds } = reglage;
    this.#lien = (
      transport === 'usb'
        ? new Lien('imprimante', usbPrinterWay(), ecoute)
        : new Lien('imprimante', serialWay({ baudRate: bauds, bufferSize: 65_536 }), ecoute)
    ) as Lien<object>;
  }

  get etat(): EtatImprimante {
    return this.#etat;
  }

  subscribe(abonne: (etat: EtatImprimante) => void): () => void {
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

  async close(): Promise<void> {
    await this.#lien.close();
    this.#abonnes.clear();
  }

  /** What the printer says of itself; `inconnu` when it does not answer. */
  async status(): Promise<Avis | 'inconnu'> {
    if (!this.#lien.connected) return 'introuvable';
    if (this.#repond === false) return 'inconnu';
    const { octets, lire } = QUESTIONS[this.reglage.langage];
    this.#recu = [];
    await within(this.#lien.write(octets), REPONSE_MS, 'imprimante').catch(() => undefined);
    const limite = performance.now() + REPONSE_MS;
    for (;;) {
      const avis = lire(Uint8Array.from(this.#recu));
      if (avis) return this.#answered(avis);
      const reste = limite - performance.now();
      if (reste <= 0) break;
      await Promise.race([this.#arrival(), pause(reste)]);
    }
    // One that has answered before and no longer does is off, or has no power.
    if (this.#repond) return 'eteinte';
    this.#repond = false;
    return 'inconnu';
  }

  /**
   * Sends one label and waits until it is out, where the printer says so. `EnvoiImpossible`:
   * nothing had left; any other failure: it may be on paper or not.
   */
  async print(octets: Uint8Array): Promise<void> {
    await this.expectReady();
    await this.send(octets);
  }

  /** `print` to a printer just found ready. */
  async send(octets: Uint8Array): Promise<void> {
    if (!this.#lien.connected) throw new EnvoiImpossible('imprimante', 'debranche');
    try {
      for (let i = 0; i < octets.length; i += TRANCHE) {
        const tranche = octets.subarray(i, i + TRANCHE);
        await within(this.#lien.write(tranche), ENVOI_MS, 'imprimante');
      }
    } catch (cause) {
      throw materielError('imprimante', cause, 'debranche');
    }
    await this.#expectOut();
  }

  /** There and able to print, or `EnvoiImpossible` with the reason. */
  async expectReady(): Promise<void> {
    if (!this.#lien.connected && !(await this.#lien.reconnect())) {
      throw new EnvoiImpossible('imprimante', this.#etat.erreur?.raison ?? 'introuvable');
    }
    const avis = await this.#settled(false);
    if (avis !== null) throw new EnvoiImpossible('imprimante', avis);
  }

  async #expectOut(): Promise<void> {
    const avis = await this.#settled(true);
    if (avis !== null && avis !== 'occupe') throw new MaterielError('imprimante', avis);
  }

  /**
   * Waits while it works; null when it is ready or never answers, else why it does not print. On a
   * slow line the question waits behind the label: `patient` takes a silence for work.
   */
  async #settled(patient: boolean): Promise<Raison | null> {
    const limite = performance.now() + IMPRESSION_MS;
    let raison: Raison = 'occupe';
    while (performance.now() < limite) {
      const avis = await this.status();
      if (avis === 'prete' || avis === 'inconnu') return null;
      if (avis !== 'travaille') {
        raison = avis;
        if (!patient || avis !== 'eteinte') return raison;
      }
      await pause(ATTENTE_MS);
    }
    return raison;
  }

  #onOctets(octets: Uint8Array): void {
    this.#recu.push(...octets);
    this.#arrive();
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#arrive = resolve;
    });
  }

  #answered(avis: Avis): Avis {
    this.#repond = true;
    return avis;
  }

  #onEtat(etat: EtatLien, erreur: MaterielError | null): void {
    if (etat !== 'connectee') this.#repond = null;
    this.#etat = { etat, erreur };
    for (const abonne of this.#abonnes) abonne(this.#etat);
  }
}
