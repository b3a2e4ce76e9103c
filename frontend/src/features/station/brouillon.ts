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

/** What "the same client again" repeats of the last carton confirmed. */
export interface Dernier {
  client: ClientChoisi;
  mode: string;
  categorie: string;
  contenu: string;
}

/**
 * The client just served, on the carton being done: theirs, with what they sent as a proposal.
 * What was scanned, weighed, photographed or said by hand stays.
 */
export function withDernier(b: Brouillon, dernier: Dernier): Brouillon {
  const connu = withClient(b, dernier.client);
  const contenu = b.contenu.trim() === '' ? dernier.contenu : b.contenu;
  return {
    ...connu,
    mode: b.dits.includes('mode') ? b.mode : dernier.mode,
    categorie: b.dits.includes('categorie') ? b.categorie : dernier.categorie,
    contenu,
    dits: withDits(connu, 'mode', 'categorie', ...(contenu === '' ? [] : ['contenu' as const])),
  };
}

/** Somebody has said something of this carton; a scale or a camera may have spoken by itself. */
export const isCommence = (b: Brouillon): boolean =>
  b.client !== null || b.telephone !== '' || b.contenu !== '' || b.references.length > 0;

export const isVierge = (b: Brouillon): boolean =>
  !isCommence(b) &&
  b.rang === 1 &&
  b.total === 1 &&
  b.photos.length === 0 &&
  [b.poids, b.volume, b.valeur, b.pieces, ...b.dimensions].every((saisie) => saisie === '');

/** A label of the series has left with its total on it: the others must say the same. */
export const isSerieFixe = ({ rang }: Pick<Brouillon, 'rang'>): boolean => rang > 1;

/** "3 cartons"; nothing changes once a label of the series says another number. */
export function withTotal(b: Brouillon, saisie: string): Brouillon {
  if (isSerieFixe(b)) return b;
  const total = Number.parseInt(saisie, 10);
  if (Number.isNaN(total)) return { ...b, total: b.rang };
  return { ...b, total: Math.min(Math.max(total, b.rang), TOTAL_MAX) };
}

export const withDits = (b: Brouillon, ...etapes: readonly Etape[]): readonly Etape[] => [
  ...new Set<Etape>([...b.dits, ...etapes]),
];

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
    dits: withDits(b, 'telephone'),
  };
}

/** Grams from the scale, as the field shows them. */
export const kgOf = (grammes: number): string =>
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
    dits: withDits(b, 'poids'),
  };
}

export const cmOf = (mm: number): string => String(mm / 10).replace('.', ',');

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
    dits: withDits(b, ...dits, 'contenu', 'valeur'),
  };
}
