import { newCodeSuivi } from '@/lib/code-suivi';
import { DEVISES, parseMontant, parsePoidsKg } from '@/lib/format';
import { formatTelephone, PLANS, parseTelephone } from '@/lib/telephone';
import { uuid7 } from '@/lib/uuid7';

/** The addressee: found in the list, or named at the bench. */
export interface ClientChoisi {
  nom: string;
  /** E.164 */
  telephone: string;
  pays: string;
}

export type Dimensions = [number, number, number];
export type Dimension3 = [string, string, string];

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
  dimensions: Dimension3;
  mode: string;
  categorie: string;
  pieces: string;
  contenu: string;
  valeur: string;
  references: readonly string[];
  photos: readonly Blob[];
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
/** Priced by the piece by most tariffs: the bench asks how many. */
const PAR_PIECE = ['telephone', 'electronique'];
const TOTAL_MAX = 999;
const REFERENCES_MAX = 20;

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
    ...garde,
    id: uuid7(),
    code_suivi: newCodeSuivi(),
    poids: '',
    dimensions: ['', '', ''],
    valeur: '',
    references: [],
    photos: [],
  };
}

/** After a carton: the next of its series, or a free bench in the same mode. */
export function nextBrouillon(avant: Brouillon): Brouillon {
  if (avant.rang < avant.total) return newBrouillon({ ...avant, rang: avant.rang + 1 });
  return newBrouillon({ pays: avant.pays, mode: avant.mode });
}

/** One more carton of the client just served, as a consignment of its own. */
export function sameClient(client: ClientChoisi, dernier: Pick<Brouillon, 'mode'>): Brouillon {
  return newBrouillon({
    client,
    telephone: formatTelephone(client.telephone),
    pays: client.pays,
    mode: dernier.mode,
  });
}

export const isVierge = (b: Brouillon): boolean =>
  b.telephone === '' &&
  b.poids === '' &&
  b.contenu === '' &&
  b.rang === 1 &&
  b.references.length === 0 &&
  b.photos.length === 0;

/** The country a number can only belong to, else the one already chosen. */
export function guessPays(saisie: string, pays: string, servis: readonly string[]): string {
  const justes = servis.filter((code) => {
    const indicatif = PLANS[code]?.indicatif;
    const numero = parseTelephone(saisie, code);
    return indicatif !== undefined && numero?.startsWith(`+${indicatif}`);
  });
  return justes.length === 1 ? (justes[0] ?? pays) : pays;
}

export const chiffresOf = (saisie: string): string => saisie.replace(/\D/g, '');

/** The addressee as far as it is known. */
export function clientOf({ client, telephone, pays, nom }: Brouillon): ClientChoisi | null {
  if (client) return client;
  const numero = parseTelephone(telephone, pays);
  if (numero === null || nom.trim() === '') return null;
  return { nom: nom.trim(), telephone: numero, pays };
}

export function poidsOf({ poids }: Brouillon): number | null {
  const grammes = parsePoidsKg(poids);
  return grammes !== null && grammes > 0 && grammes <= 2_000_000 ? grammes : null;
}

/** Centimetres typed ("60", "60,5") to millimetres; null when it is no length. */
export function parseCm(saisie: string): number | null {
  const parties = /^(\d{1,4})(?:[.,](\d))?$/.exec(saisie.trim());
  if (!parties?.[1]) return null;
  const mm = Number(parties[1]) * 10 + Number(parties[2] ?? 0);
  return mm > 0 && mm <= 20_000 ? mm : null;
}

/** "60x40x35", "60*40*35", "60 40 35": the three edges typed at once. */
export function splitDimensions(saisie: string): Dimension3 | null {
  const parties = saisie.trim().split(/\s*[x×*/]\s*|\s+/i);
  const [longueur, largeur, hauteur] = parties;
  if (parties.length !== 3 || !longueur || !largeur || !hauteur) return null;
  return [longueur, largeur, hauteur];
}

/** `vides` when nobody measured, null while one edge is missing or unreadable. */
export function dimensionsOf({ dimensions }: Brouillon): Dimensions | 'vides' | null {
  if (dimensions.every((cote) => cote.trim() === '')) return 'vides';
  const [longueur, largeur, hauteur] = dimensions.map(parseCm);
  if (!longueur || !largeur || !hauteur) return null;
  return [longueur, largeur, hauteur];
}

export const asksPieces = ({ categorie }: Brouillon): boolean => PAR_PIECE.includes(categorie);

export function piecesOf({ pieces }: Brouillon): number | null {
  const nombre = /^\d{1,5}$/.test(pieces.trim()) ? Number(pieces) : 0;
  return nombre >= 1 && nombre <= 10_000 ? nombre : null;
}

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

/** Declared for insurance and customs, in the destination's money; `faux` when unreadable. */
export function valeurOf(b: Brouillon): { montant: number; devise: string } | 'faux' | null {
  if (b.valeur.trim() === '') return null;
  const devise = DEVISES[b.client?.pays ?? b.pays] ?? 'XOF';
  const montant = parseMontant(b.valeur, devise);
  return montant === null ? 'faux' : { montant, devise };
}

export type Manque = 'client' | 'poids' | 'dimensions' | 'pieces' | 'contenu' | 'valeur';

/** What still stops the carton, in the order of the bench. */
export function manquesOf(b: Brouillon): Manque[] {
  const manques: Manque[] = [];
  if (clientOf(b) === null) manques.push('client');
  if (poidsOf(b) === null) manques.push('poids');
  if (dimensionsOf(b) === null) manques.push('dimensions');
  if (asksPieces(b) && piecesOf(b) === null) manques.push('pieces');
  if (b.contenu.trim() === '') manques.push('contenu');
  if (valeurOf(b) === 'faux') manques.push('valeur');
  return manques;
}

/** What the price depends on, and nothing else. */
export interface CorpsDevis {
  client: ClientChoisi;
  pays_destination: string;
  mode: string;
  categorie: string;
  contenu: string;
  poids_g: number;
  source_poids: 'manuel';
  dimensions_mm?: Dimensions;
  nombre_pieces?: number;
  vol_id?: string;
}

/** The body of POST /colis/devis, once client and weight are known. */
export function devisOf(b: Brouillon, vol_id: string | null): CorpsDevis | null {
  const client = clientOf(b);
  const poids_g = poidsOf(b);
  const dimensions = dimensionsOf(b);
  const pieces = piecesOf(b);
  if (client === null || poids_g === null) return null;
  if (asksPieces(b) && pieces === null) return null;
  return {
    client,
    pays_destination: client.pays,
    mode: b.mode,
    categorie: b.categorie,
    // Words do not change the price: typing them must not ask for it again.
    contenu: '—',
    poids_g,
    source_poids: 'manuel',
    ...(Array.isArray(dimensions) ? { dimensions_mm: dimensions } : {}),
    ...(pieces === null ? {} : { nombre_pieces: pieces }),
    ...(vol_id === null ? {} : { vol_id }),
  };
}

/** The operation's payload: the body of POST /colis with the device's own id and code. */
export function payloadOf(
  b: Brouillon,
  corps: CorpsDevis,
  valeur: { montant: number; devise: string } | null,
  maintenant: Date,
): Record<string, unknown> {
  return {
    ...corps,
    id: b.id,
    code_suivi: b.code_suivi,
    contenu: b.contenu.trim(),
    envoi_id: b.envoi_id,
    rang: b.rang,
    total: b.total,
    survenu_le: maintenant.toISOString(),
    ...(valeur ? { valeur_declaree: valeur } : {}),
    ...(b.references.length > 0 ? { references_externes: [...b.references] } : {}),
  };
}
