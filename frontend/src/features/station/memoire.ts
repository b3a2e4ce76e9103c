import { database } from '@/offline/db';
import type { ClientChoisi, Gabarit } from './brouillon';

/** Whose carton this probably is, and what they usually send. */
export interface Proposition {
  client: ClientChoisi | null;
  gabarits: readonly Gabarit[];
}

/** The part of a registered carton that is worth remembering. */
export interface Souvenir {
  client: ClientChoisi;
  mode: string;
  categorie: string;
  contenu: string;
  dimensions_mm?: readonly number[];
  nombre_pieces?: number;
  references_externes?: readonly string[];
}

/** More than a bench registers in two days. */
const LUS_MAX = 1_500;
const GABARITS_MAX = 4;
const PAR_CLIENT_MAX = 40;

const cleOf = ({ pays, telephone }: ClientChoisi): string => `${pays}${telephone}`;

function gabaritOf({ mode, categorie, contenu, ...reste }: Souvenir): Gabarit {
  return {
    mode,
    categorie,
    contenu,
    dimensions_mm: reste.dimensions_mm ?? null,
    nombre_pieces: reste.nombre_pieces ?? 1,
    fois: 1,
  };
}

const sameGabarit = (a: Gabarit, b: Gabarit): boolean =>
  a.mode === b.mode &&
  a.categorie === b.categorie &&
  a.contenu === b.contenu &&
  a.nombre_pieces === b.nombre_pieces &&
  String(a.dimensions_mm) === String(b.dimensions_mm);

/**
 * What this bench has registered, by reference and by client: a proposal without a network, and
 * at once. The newest owner of a reference wins.
 */
export class Memoire {
  readonly #proprietaires = new Map<string, ClientChoisi>();
  readonly #cartons = new Map<string, Gabarit[]>();

  /** Newest last. */
  remember(souvenir: Souvenir): void {
    const { client, references_externes = [] } = souvenir;
    for (const reference of references_externes) this.#proprietaires.set(reference, client);
    const cartons = this.#cartons.get(cleOf(client)) ?? [];
    cartons.push(gabaritOf(souvenir));
    this.#cartons.set(cleOf(client), cartons.slice(-PAR_CLIENT_MAX));
  }

  ownerOf(reference: string): ClientChoisi | null {
    return this.#proprietaires.get(reference) ?? null;
  }

  /** Most frequent first, then the most recent. */
  habitsOf(client: ClientChoisi): readonly Gabarit[] {
    const groupes: Gabarit[] = [];
    for (const carton of [...(this.#cartons.get(cleOf(client)) ?? [])].reverse()) {
      const pareil = groupes.find((un) => sameGabarit(un, carton));
      if (pareil) pareil.fois += 1;
      else groupes.push({ ...carton });
    }
    return groupes.sort((a, b) => b.fois - a.fois).slice(0, GABARITS_MAX);
  }

  propose(reference: string): Proposition | null {
    const client = this.ownerOf(reference);
    return client ? { client, gabarits: this.habitsOf(client) } : null;
  }
}

/** This person's intake on this device, oldest first. */
export async function loadMemoire(acteur: string): Promise<Memoire> {
  const memoire = new Memoire();
  const souvenirs: Souvenir[] = [];
  const base = await database();
  let curseur = await base.transaction('ops').store.openCursor(null, 'prev');
  for (let lus = 0; curseur && lus < LUS_MAX; lus += 1) {
    const { enveloppe, actor_id } = curseur.value;
    if (enveloppe.type === 'colis.enregistrer' && actor_id === acteur) {
      souvenirs.push(enveloppe.payload as unknown as Souvenir);
    }
    curseur = await curseur.continue();
  }
  for (const souvenir of souvenirs.reverse()) memoire.remember(souvenir);
  return memoire;
}
