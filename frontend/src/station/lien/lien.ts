import { type Appareil, MaterielError, materielError } from '../erreurs';
import { CHOIX_MS, OUVERTURE_MS, within } from './delai';
import { recall, remember } from './memoire';

export type EtatLien = 'absente' | 'connexion' | 'connectee' | 'debranchee' | 'erreur';

/** An open device. */
export interface Session {
  write(octets: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** One way to reach devices: serial, HID or USB. */
export interface Voie<P extends object> {
  /** Where `connect` and `disconnect` are said; undefined when the browser has no such thing. */
  bus(): EventTarget | undefined;
  granted(): Promise<P[]>;
  request(): Promise<P>;
  identity(appareil: P): string;
  open(appareil: P, onOctets: (octets: Uint8Array) => void, onPerdu: OnPerdu): Promise<Session>;
}

type OnPerdu = (cause?: unknown) => void;

export interface Ecoute {
  onEtat(etat: EtatLien, erreur: MaterielError | null): void;
  onOctets(octets: Uint8Array): void;
}

/** How often a device that went away is looked for; some adapters come back without a word. */
export const REPRISE_MS = 2_000;

/** Devices already held by another part of the bench: a scanner is not the scale. */
const pris = new Set<object>();

/**
 * Holds one device open for as long as it is wanted: found again by itself after a reload or a
 * pulled cable, asked for only once, never waiting for ever.
 */
export class Lien<P extends object> {
  #session: Session | null = null;
  #appareil: P | null = null;
  #essai: Promise<boolean> | null = null;
  #reprise: ReturnType<typeof setInterval> | undefined;
  #voulu = true;

  constructor(
    readonly role: Appareil,
    private readonly voie: Voie<P>,
    private readonly ecoute: Ecoute,
  ) {
    voie.bus()?.addEventListener('connect', this.#onConnect);
    voie.bus()?.addEventListener('disconnect', this.#onDisconnect);
  }

  get connected(): boolean {
    return this.#session !== null;
  }

  /** Opens what was granted before, without a gesture; false when there is nothing to open. */
  reconnect(): Promise<boolean> {
    if (this.#session) return Promise.resolve(true);
    this.#essai ??= this.#retry().finally(() => {
      this.#essai = null;
    });
    return this.#essai;
  }

  /** Asks the person which device it is; from a click or a key only. */
  async choose(): Promise<void> {
    this.#voulu = true;
    if (!this.voie.bus()) throw this.#fail(new MaterielError(this.role, 'non_pris_en_charge'));
    let choisi: P;
    try {
      choisi = await within(this.voie.request(), CHOIX_MS, this.role);
    } catch (cause) {
      throw materielError(this.role, cause, 'aucun_choix');
    }
    await this.#drop();
    await this.#open(choisi);
    const accordes = await this.#likes(this.voie.identity(choisi));
    const rang = Math.max(0, accordes.indexOf(choisi));
    remember(this.role, { identite: this.voie.identity(choisi), rang });
  }

  async write(octets: Uint8Array): Promise<void> {
    if (!this.#session) throw new MaterielError(this.role, 'debranche');
    try {
      await this.#session.write(octets);
    } catch (cause) {
      throw materielError(this.role, cause, 'debranche');
    }
  }

  /** Lets go of the device and stops looking for it. */
  async close(): Promise<void> {
    this.#voulu = false;
    clearInterval(this.#reprise);
    this.#reprise = undefined;
    this.voie.bus()?.removeEventListener('connect', this.#onConnect);
    this.voie.bus()?.removeEventListener('disconnect', this.#onDisconnect);
    await this.#essai?.catch(() => false);
    await this.#drop();
  }

  async #retry(): Promise<boolean> {
    if (!this.voie.bus()) {
      this.#fail(new MaterielError(this.role, 'non_pris_en_charge'));
      return false;
    }
    try {
      const candidat = await this.#candidate();
      if (!candidat) {
        this.ecoute.onEtat(this.#reprise ? 'debranchee' : 'absente', null);
        this.#watch();
        return false;
      }
      await this.#open(candidat);
      return this.#session !== null;
    } catch (cause) {
      this.#fail(materielError(this.role, cause));
      this.#watch();
      return false;
    }
  }

  /** The remembered device; without a memory, the only one there is. */
  async #candidate(): Promise<P | undefined> {
    const souvenir = recall(this.role);
    const libres = (await this.voie.granted()).filter((un) => !pris.has(un));
    if (!souvenir) return libres.length === 1 ? libres[0] : undefined;
    const semblables = libres.filter((un) => this.voie.identity(un) === souvenir.identite);
    return semblables[souvenir.rang] ?? semblables[0];
  }

  async #likes(identite: string): Promise<P[]> {
    const accordes = await this.voie.granted().catch(() => []);
    return accordes.filter((un) => this.voie.identity(un) === identite);
  }

  async #open(appareil: P): Promise<void> {
    if (pris.has(appareil)) throw this.#fail(new MaterielError(this.role, 'occupe'));
    pris.add(appareil);
    this.ecoute.onEtat('connexion', null);
    const ouverture = this.voie.open(
      appareil,
      (octets) => this.ecoute.onOctets(octets),
      (cause) => this.#onPerdu(appareil, cause),
    );
    try {
      this.#session = await within(ouverture, OUVERTURE_MS, this.role);
    } catch (cause) {
      pris.delete(appareil);
      // One that opens after we stopped waiting is not left open behind our back.
      void ouverture.then((tardive) => tardive.close()).catch(() => undefined);
      throw this.#fail(materielError(this.role, cause, 'occupe'));
    }
    this.#appareil = appareil;
    if (!this.#voulu) return this.#drop();
    clearInterval(this.#reprise);
    this.#reprise = undefined;
    this.ecoute.onEtat('connectee', null);
  }

  async #drop(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    if (this.#appareil) pris.delete(this.#appareil);
    this.#appareil = null;
    await session?.close().catch(() => undefined);
  }

  #onPerdu(appareil: P, cause?: unknown): void {
    if (this.#appareil !== appareil) return;
    void this.#drop();
    const erreur = materielError(this.role, cause, 'debranche');
    this.ecoute.onEtat('debranchee', erreur);
    this.#watch();
  }

  readonly #onConnect = (): void => {
    if (this.#voulu && !this.#session) void this.reconnect();
  };

  readonly #onDisconnect = (event: Event): void => {
    const { device } = event as Event & { device?: object };
    const parti = device ?? event.target;
    if (this.#appareil && parti === this.#appareil) this.#onPerdu(this.#appareil);
  };

  #watch(): void {
    if (!this.#voulu) return;
    this.#reprise ??= setInterval(() => void this.reconnect(), REPRISE_MS);
  }

  #fail(erreur: MaterielError): MaterielError {
    this.ecoute.onEtat('erreur', erreur);
    return erreur;
  }
}
