import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Raison } from '../erreurs';
import type { Etiquette } from './dessin';
import type { TailleEtiquette } from './index';

/**
 * `queued`: nothing has left. `sending`: bytes may be on their way. `printed`: it is out.
 * `uncertain`: it may be out, a person must say. `refused`: given up.
 */
export type EtatImpression = 'queued' | 'sending' | 'printed' | 'uncertain' | 'refused';

/** One label to print. What it says is kept, not its bytes: another printer may take it over. */
export interface Impression {
  /** The same key is the same label: it is never printed a second time by itself. */
  cle: string;
  colis_id: string;
  code_suivi: string;
  etiquette: Etiquette;
  taille: TailleEtiquette;
  etat: EtatImpression;
  raison: Raison | null;
  motif: 'premiere' | 'reimpression';
  cree_le: number;
  essais: number;
  /** `onPrinted` has been told. */
  note: boolean;
  /** Indexed, present until nothing more is to be done with it. */
  vivant?: 1;
}

interface Schema extends DBSchema {
  travaux: { key: string; value: Impression; indexes: { vivant: number } };
}

const BASE = 'ts-impressions';
/** Printed labels are remembered this long, so that a key used twice is known. */
const GARDE_MS = 7 * 24 * 3_600_000;

const inOrder = (tous: Impression[]): Impression[] =>
  tous.sort((a, b) => a.cree_le - b.cree_le || (a.cle < b.cle ? -1 : 1));

function withLife({ vivant: _, ...travail }: Impression): Impression {
  const fini = (travail.etat === 'printed' && travail.note) || travail.etat === 'refused';
  return fini ? travail : { ...travail, vivant: 1 };
}

/** The print queue on disk: its own database, so that the outbox's upgrades are not its own. */
export class Travaux {
  #base: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(private readonly nom = BASE) {}

  async all(): Promise<Impression[]> {
    return inOrder(await (await this.#open()).getAll('travaux'));
  }

  /** Those with something left to do. */
  async alive(): Promise<Impression[]> {
    return inOrder(await (await this.#open()).getAllFromIndex('travaux', 'vivant'));
  }

  /** Adds unless the key is there; answers the one that is. */
  async add(travail: Impression): Promise<Impression> {
    const acte = (await this.#open()).transaction('travaux', 'readwrite');
    const connu = await acte.store.get(travail.cle);
    if (!connu) await acte.store.put({ ...travail, vivant: 1 });
    await acte.done;
    return connu ?? travail;
  }

  /**
   * Changes it if it still is in one of these states, else null. Resolves when it is on the disk:
   * after a power cut the state must be the true one.
   */
  async move(
    cle: string,
    depuis: readonly EtatImpression[],
    changement: Partial<Impression>,
  ): Promise<Impression | null> {
    const base = await this.#open();
    const acte = base.transaction('travaux', 'readwrite', { durability: 'strict' });
    const avant = await acte.store.get(cle);
    const apres =
      avant && depuis.includes(avant.etat) ? withLife({ ...avant, ...changement }) : null;
    if (apres) await acte.store.put(apres);
    await acte.done;
    return apres;
  }

  async forgetOld(maintenant: number): Promise<void> {
    const base = await this.#open();
    for (const { cle, vivant, cree_le } of await base.getAll('travaux')) {
      if (!vivant && maintenant - cree_le > GARDE_MS) await base.delete('travaux', cle);
    }
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#base ??= openDB<Schema>(this.nom, 1, {
      upgrade: (base) => {
        const magasin = base.createObjectStore('travaux', { keyPath: 'cle' });
        magasin.createIndex('vivant', 'vivant');
      },
    });
    return this.#base;
  }
}
