import { DEVISES, parseMontant, parsePoidsKg } from '@/lib/format';
import { PLANS, parseTelephone } from '@/lib/telephone';
import type { Brouillon, ClientChoisi, Dimension3 } from './brouillon';
import type { Batterie } from './matieres';

export type Dimensions = [number, number, number];

/** Priced by the piece by most tariffs: the bench asks how many. */
const PAR_PIECE = ['telephone', 'electronique'];

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

export function poidsOf({ poids }: Pick<Brouillon, 'poids'>): number | null {
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

/** Cubic metres typed ("0,125") to whole cm³; `faux` when unreadable, null when empty. */
export function volumeOf({ volume }: Brouillon): number | 'faux' | null {
  if (volume.trim() === '') return null;
  const parties = /^(\d{1,3})(?:[.,](\d{1,6}))?$/.exec(volume.trim());
  if (!parties?.[1]) return 'faux';
  const cm3 = Number(parties[1]) * 1_000_000 + Number((parties[2] ?? '').padEnd(6, '0'));
  return cm3 > 0 && cm3 <= 100_000_000 ? cm3 : 'faux';
}

export const asksPieces = ({ categorie }: Pick<Brouillon, 'categorie'>): boolean =>
  PAR_PIECE.includes(categorie);

export function piecesOf({ pieces }: Brouillon): number | null {
  const nombre = /^\d{1,5}$/.test(pieces.trim()) ? Number(pieces) : 0;
  return nombre >= 1 && nombre <= 10_000 ? nombre : null;
}

/** mAh and volts typed, in mAh and millivolts; `faux` while only one of them is readable. */
export function batterieOf({ batterie }: Brouillon): Batterie | 'faux' | null {
  const { mah, volts } = batterie;
  if (mah.trim() === '' && volts.trim() === '') return null;
  const capacite = /^\d{1,7}$/.test(mah.trim()) ? Number(mah) : 0;
  const tension = parsePoidsKg(volts) ?? 0;
  if (capacite < 1 || tension < 1 || tension > 1_000_000) return 'faux';
  return { mah: capacite, mv: tension };
}

/** Declared for insurance and customs, in the destination's money; `faux` when unreadable. */
export function valeurOf(b: Brouillon): { montant: number; devise: string } | 'faux' | null {
  if (b.valeur.trim() === '') return null;
  const devise = DEVISES[b.client?.pays ?? b.pays] ?? 'XOF';
  const montant = parseMontant(b.valeur, devise);
  return montant === null ? 'faux' : { montant, devise };
}

export interface PrixNegocie {
  montant: number;
  unite: 'kg' | 'piece' | 'm3';
  motif: string;
}

/** The agreed unit price; `faux` while the price or its reason is missing. */
export function negocieOf(b: Brouillon): PrixNegocie | 'faux' | null {
  if (b.negocie === null) return null;
  const devise = DEVISES[b.client?.pays ?? b.pays] ?? 'XOF';
  const montant = parseMontant(b.negocie.prix, devise);
  const motif = b.negocie.motif.trim();
  return montant === null || motif === '' ? 'faux' : { montant, unite: b.negocie.unite, motif };
}

export interface Bande {
  bas: number;
  haut: number;
}

/** What an agent may agree to around the tariff's price; the server's own rule, whole figures. */
export function bandOf(prix: number, bande_pct: number | null): Bande | null {
  if (bande_pct === null) return null;
  const marge = Math.floor((prix * bande_pct) / 100);
  return { bas: prix - marge, haut: prix + marge };
}

export type Manque =
  | 'client'
  | 'poids'
  | 'dimensions'
  | 'volume'
  | 'pieces'
  | 'contenu'
  | 'batterie'
  | 'valeur'
  | 'negocie';

/** What still stops the carton, in the order of the bench. */
export function manquesOf(b: Brouillon): Manque[] {
  const tests: readonly (readonly [Manque, boolean])[] = [
    ['client', clientOf(b) === null],
    ['poids', poidsOf(b) === null],
    ['dimensions', dimensionsOf(b) === null],
    ['volume', volumeOf(b) === 'faux'],
    ['pieces', asksPieces(b) && piecesOf(b) === null],
    ['contenu', b.contenu.trim() === ''],
    ['batterie', batterieOf(b) === 'faux'],
    ['valeur', valeurOf(b) === 'faux'],
    ['negocie', negocieOf(b) === 'faux'],
  ];
  return tests.filter(([, manque]) => manque).map(([nom]) => nom);
}
