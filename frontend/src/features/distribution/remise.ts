import { parseTelephone } from '@/lib/telephone';

export type TypePreuve = 'code' | 'piece' | 'derogation';
export const NATURES = ['cni', 'nina', 'passeport', 'consulaire', 'permis', 'autre'] as const;

/** A hand-over as it is being filled in. */
export interface BrouillonRemise {
  type: TypePreuve;
  code: string;
  nature: string;
  numero: string;
  motif: string;
  tiers: boolean;
  tiersNom: string;
  tiersTelephone: string;
  tiersPiece: string;
  garantie: boolean;
  garant: string;
  garantieMotif: string;
  /** Data URL of the drawing. */
  signature: string | null;
  /** Said by whoever hands over: no camera here, or refused. */
  sansPhoto: boolean;
}

export const BROUILLON_REMISE: BrouillonRemise = {
  type: 'code',
  code: '',
  nature: 'cni',
  numero: '',
  motif: '',
  tiers: false,
  tiersNom: '',
  tiersTelephone: '',
  tiersPiece: '',
  garantie: false,
  garant: '',
  garantieMotif: '',
  signature: null,
  sansPhoto: false,
};

export type ManqueRemise =
  | 'colis'
  | 'clients'
  | 'solde'
  | 'code'
  | 'horsLigne'
  | 'numero'
  | 'motif'
  | 'tiers'
  | 'garant'
  | 'signature'
  | 'photo';

interface Situation {
  colis: number;
  clients: number;
  solde: number;
  enLigne: boolean;
  /** Photos taken of the document. */
  photos: number;
}

const MOTIF_MIN = 3;
const court = (texte: string, minimum = 1): boolean => texte.trim().length < minimum;

function missingProof(b: BrouillonRemise, enLigne: boolean): ManqueRemise[] {
  if (b.type === 'code') {
    if (!enLigne) return ['horsLigne'];
    return /^\d{6}$/.test(b.code) ? [] : ['code'];
  }
  if (b.type === 'piece') return court(b.numero) ? ['numero'] : [];
  return court(b.motif, MOTIF_MIN) ? ['motif'] : [];
}

/** What keeps the cartons on this side of the counter, the first to settle first. */
export function missingOf(b: BrouillonRemise, situation: Situation): ManqueRemise[] {
  const { colis, clients, solde, enLigne, photos } = situation;
  const regles: [ManqueRemise, boolean][] = [
    ['colis', colis === 0],
    ['clients', clients > 1],
    ['solde', solde > 0 && !b.garantie],
    ['garant', b.garantie && (court(b.garant, 2) || court(b.garantieMotif, MOTIF_MIN))],
    ['tiers', b.tiers && court(b.tiersNom, 2)],
    // Nobody can check a code or a right later: the hand and the document are the evidence.
    ['signature', !enLigne && b.signature === null],
    ['photo', !enLigne && b.type === 'piece' && photos === 0 && !b.sansPhoto],
  ];
  const manques = regles.filter(([, manque]) => manque).map(([nom]) => nom);
  return [...manques, ...missingProof(b, enLigne)];
}

function proofOf(b: BrouillonRemise): Record<string, string> {
  if (b.type === 'code') return { type: 'code', code: b.code };
  if (b.type === 'piece') return { type: 'piece', nature: b.nature, numero: b.numero.trim() };
  return { type: 'derogation', motif: b.motif.trim() };
}

function collectorOf(b: BrouillonRemise, pays: string): Record<string, string> {
  const telephone = b.tiersTelephone.trim();
  const piece = b.tiersPiece.trim();
  return {
    nom: b.tiersNom.trim(),
    ...(telephone ? { telephone: parseTelephone(telephone, pays) ?? telephone } : {}),
    ...(piece ? { piece } : {}),
  };
}

interface Faits {
  id: string;
  colis_ids: readonly string[];
  survenu_le: string;
  pays: string;
  solde: number;
}

/** The body of POST /remises, the same online and from the device's log. */
export function payloadOf(b: BrouillonRemise, faits: Faits): Record<string, unknown> {
  const { id, colis_ids, survenu_le, pays, solde } = faits;
  const garanti = b.garantie && solde > 0;
  return {
    id,
    colis_ids,
    survenu_le,
    preuve: proofOf(b),
    ...(b.tiers ? { retirant: collectorOf(b, pays) } : {}),
    ...(b.signature ? { signature_png: b.signature.replace(/^data:image\/png;base64,/, '') } : {}),
    ...(garanti ? { garantie: { garant: b.garant.trim(), motif: b.garantieMotif.trim() } } : {}),
  };
}
