import { newCodeSuivi } from '@/lib/code-suivi';
import { formatTelephone } from '@/lib/telephone';
import { uuid7 } from '@/lib/uuid7';
import type { Etape } from './etape';

/** The addressee: found in the list, proposed by a scan, or named at the bench. */
export interface ClientChoisi {
  nom: string;
  /** E.164 */
  telephone: string;
  pays: string;
}

export type Dimension3 = [string, string, string];

/** A unit price agreed with the client, in the tariff's unit. */
export interface Negocie {
  prix: string;
  unite: 'kg' | 'piece' | 'm3';
  motif: string;
}

/** A battery as its own label says: mAh and volts, as typed. */
export interface BatterieSaisie {
  mah: string;
  volts: string;
}

/** One carton on the bench, as typed. Its id and code are made once and printed at once. */
export interface Brouillon {
  id: string;
  code_suivi: string;
  envoi_id: string;
  rang: number;
  total: number;
  telephone: string;
  nom: string;
  pays: string;
  client: ClientChoisi | null;
  poids: string;
  source_poids: 'balance' | 'manuel';
  /** What the scale sent, as it sent it. */
  trame: string;
  dimensions: Dimension3;
  /** Cubic metres as typed, when nobody measured edges. */
  volume: string;
  mode: string;
  categorie: string;
  pieces: string;
  contenu: string;
  batterie: BatterieSaisie;
  valeur: string;
  negocie: Negocie | null;
  references: readonly string[];
  photos: readonly Blob[];
  /** Stops already settled by a scan, a habit or the series: Enter passes over them. */
  dits: readonly Etape[];
}

/** A usual carton of a client: what "the same again" means for them. */
export interface Gabarit {
  mode: string;
  categorie: string;
  contenu: string;
  dimensions_mm: readonly number[] | null;
  nombre_pieces: number;
  fois: number;
}

export const CATEGORIES = [
  'standard',
  'telephone',
  'electronique',
  'batterie',
  'cosmetique',
  'document',
  'alimentaire',
  'liquide',
] as const;
export const MODES = ['cargo', 'express'] as const;
const TOTAL_MAX = 999;
const REFERENCES_MAX = 20;
/** Said once for a whole series. */
const DE_SERIE: readonly Etape[] = ['telephone', 'total', 'mode', 'categorie', 'contenu'];

export function newBrouillon(garde: Partial<Brouillon> = {}): Brouillon {
  return {
    envoi_id: uuid7(),
    rang: 1,
    total: 1,
    telephone: '',
    nom: '',
    pays: 'ML',
    client: null,
    mode: 'cargo',
    categorie: 'standard',
    pieces: '',
    contenu: '',
    batterie: { mah: '', volts: '' },
    negocie: null,
    dits: [],
    ...garde,
    id: uuid7(),
    code_suivi: newCodeSuivi(),
    poids: '',
    source_poids: 'manuel',
    trame: '',
    dimensions: ['', '', ''],
    volume: '',
    valeur: '',
    references: [],
    photos: [],
  };
}

/** After a carton: the next of its series, or a free bench in the same mode. */
export function nextBrouillon(avant: Brouillon): Brouillon {
  if (avant.rang < avant.total) {
    return newBrouillon({ ...avant, rang: avant.rang + 1, dits: DE_SERIE });
  }
  return newBrouillon({ pays: avant.pays, mode: avant.mode });
}

/** One more carton of the client just served, as a consignment of its own. */
export function sameClient(client: ClientChoisi, dernier: Pick<Brouillon, 'mode'>): Brouillon {
  return newBrouillon({
    client,
    telephone: formatTelephone(client.telephone),
    pays: client.pays,
    mode: dernier.mode,
    dits: ['telephone'],
  });
}

export const isVierge = (b: Brouillon): boolean =>
  b.telephone === '' &&
  b.poids === '' &&
  b.contenu === '' &&
  b.rang === 1 &&
  b.references.length === 0 &&
  b.photos.length === 0;

/** "3 cartons": never fewer than those already labelled. */
export function withTotal(b: Brouillon, saisie: string): Brouillon {
  const total = Number.parseInt(saisie, 10);
  if (Number.isNaN(total)) return { ...b, total: b.rang };
  return { ...b, total: Math.min(Math.max(total, b.rang), TOTAL_MAX) };
}

export function withReference(b: Brouillon, reference: string): Brouillon {
  if (b.references.includes(reference) || b.references.length >= REFERENCES_MAX) return b;
  return { ...b, references: [...b.references, reference] };
}

export function withClient(b: Brouillon, client: ClientChoisi): Brouillon {
  return {
    ...b,
    client: { nom: client.nom, telephone: client.telephone, pays: client.pays },
    telephone: formatTelephone(client.telephone),
    pays: client.pays,
    nom: '',
    dits: [...new Set<Etape>([...b.dits, 'telephone'])],
  };
}

/** Grams from the scale, as the field shows them. */
const kgOf = (grammes: number): string =>
  `${Math.floor(grammes / 1_000)},${String(grammes % 1_000).padStart(3, '0')}`;

export function withPoids(
  b: Brouillon,
  pris: { poids_g: number; trame_balance: string },
): Brouillon {
  return {
    ...b,
    poids: kgOf(pris.poids_g),
    source_poids: 'balance',
    trame: pris.trame_balance,
    dits: [...new Set<Etape>([...b.dits, 'poids'])],
  };
}

const cmOf = (mm: number): string => String(mm / 10).replace('.', ',');

/**
 * What this client usually sends. Proposed by itself (`choisi` false), the habit says mode,
 * category and contents; sizes and pieces make the price, so a hand has to ask for those.
 */
export function withGabarit(b: Brouillon, gabarit: Gabarit, choisi: boolean): Brouillon {
  const { mode, categorie, contenu, dimensions_mm, nombre_pieces } = gabarit;
  const [longueur, largeur, hauteur] = dimensions_mm ?? [];
  const mesure = choisi && longueur && largeur && hauteur;
  const dits: Etape[] = ['total', 'longueur', 'largeur', 'hauteur', 'mode', 'categorie'];
  return {
    ...b,
    mode,
    categorie,
    contenu,
    dimensions: mesure ? [cmOf(longueur), cmOf(largeur), cmOf(hauteur)] : b.dimensions,
    pieces: choisi && nombre_pieces > 1 ? String(nombre_pieces) : b.pieces,
    dits: [...new Set<Etape>([...b.dits, ...dits, 'contenu', 'valeur'])],
  };
}
