import { Cadreur } from '../balance/cadreur';
import type { MaterielError } from '../erreurs';
import { hidWay, PAGE_DOUCHETTE } from '../lien/hid';
import { type EtatLien, Lien } from '../lien/lien';
import type { AppareilHid } from '../lien/navigateur';
import { serialWay } from '../lien/serie';
import { cleanScan } from './decode';
import { AssembleurHid, RAPPORT_SCAN } from './hid-pos';
import { SILENCE_MS } from './wedge';

/** A scanner in USB-COM or HID-POS mode, which cannot be mistaken for a keyboard. */
export interface ReglageDouchette {
  transport: 'serie' | 'hid';
  bauds?: number;
}

interface Ecoute {
  onTexte(texte: string): void;
  onEtat(etat: EtatLien, erreur: MaterielError | null): void;
}

const LIGNE_MAX = 512;

/** Metrologic and Honeywell speak HID-POS only once told to. */
const A_REVEILLER: readonly number[] = [0x0c2e, 0x23d0];

async function wake(appareil: AppareilHid): Promise<void> {
  if (!A_REVEILLER.includes(appareil.vendorId)) return;
  await appareil.sendFeatureReport(0xfe, Uint8Array.of(1)).catch(() => undefined);
}

/** A code is whole at its line end; what waits longer than a scanner's pause was cut. */
class Lignes {
  readonly #cadreur = new Cadreur({ genre: 'ligne' }, LIGNE_MAX);
  #derniere = 0;

  push(octets: Uint8Array): string[] {
    const maintenant = performance.now();
    if (maintenant - this.#derniere > SILENCE_MS) this.#cadreur.reset();
    this.#derniere = maintenant;
    return this.#cadreur.push(octets).map((ligne) => new TextDecoder().decode(ligne));
  }
}

export class DouchetteDirecte {
  readonly #lien: Lien<object>;

  constructor({ transport, bauds = 9_600 }: ReglageDouchette, { onTexte, onEtat }: Ecoute) {
    const say = (brut: string | null): void => {
      const texte = cleanScan(brut ?? '');
      if (texte !== '') onTexte(texte);
    };
    if (transport === 'hid') {
      const assembleur = new AssembleurHid();
      const voie = hidWay(PAGE_DOUCHETTE, { rapport: RAPPORT_SCAN, onOuvert: wake });
      const onOctets = (octets: Uint8Array): void => say(assembleur.push(octets));
      this.#lien = new Lien('douchette', voie, { onEtat, onOctets }) as Lien<object>;
    } else {
      const lignes = new Lignes();
      const onOctets = (octets: Uint8Array): void => lignes.push(octets).forEach(say);
      const voie = serialWay({ baudRate: bauds });
      this.#lien = new Lien('douchette', voie, { onEtat, onOctets }) as Lien<object>;
    }
  }

  reconnect(): Promise<boolean> {
    return this.#lien.reconnect();
  }

  choose(): Promise<void> {
    return this.#lien.choose();
  }

  close(): Promise<void> {
    return this.#lien.close();
  }
}
