import { create } from 'zustand';
import type { EtatBalance } from '@/station/balance/balance';
import type { PoidsPris } from '@/station/balance/pesage';
import type { MaterielError } from '@/station/erreurs';

/** How a device of the bench is, for the health strip. */
export type Sante = 'bon' | 'attente' | 'panne' | 'absent';

export type EtatDouchette =
  | 'clavier'
  | 'absente'
  | 'connexion'
  | 'connectee'
  | 'debranchee'
  | 'erreur';
export type EtatCamera =
  | 'coupee'
  | 'attente'
  | 'prete'
  | 'refusee'
  | 'absente'
  | 'occupee'
  | 'perdue';

/** The camera as a scanner: not asked to, reading, or unable to. */
export type EtatLecture = 'coupee' | 'prete' | 'panne';

interface Poste {
  balance: EtatBalance;
  douchette: EtatDouchette;
  erreurDouchette: MaterielError | null;
  camera: EtatCamera;
  lecture: EtatLecture;
}

/**
 * What the hardware says, outside React's tree: a scale speaks ten times a second and only the
 * figures that show it may draw themselves again.
 */
export const usePoste = create<Poste>(() => ({
  balance: { etat: 'absente', lecture: null, erreur: null },
  douchette: 'clavier',
  erreurDouchette: null,
  camera: 'coupee',
  lecture: 'coupee',
}));

/** What the bench may ask of its devices; filled while the screen is open. */
interface Gestes {
  /** The next carton wants the weight of the next load. */
  rearmer: () => void;
  /** What lies there is weighed again. */
  repeser: () => void;
  /** The weight was typed: none is wanted. */
  desarmer: () => void;
  demander: () => Promise<void>;
  choisirBalance: () => Promise<void>;
  choisirDouchette: () => Promise<void>;
  photographier: () => Promise<boolean>;
}

const SANS: Gestes = {
  rearmer: () => undefined,
  repeser: () => undefined,
  desarmer: () => undefined,
  demander: async () => undefined,
  choisirBalance: async () => undefined,
  choisirDouchette: async () => undefined,
  photographier: async () => false,
};

let gestes: Gestes = SANS;

export const posteGestes = (): Gestes => gestes;

export function offer(neufs: Partial<Gestes>): void {
  gestes = { ...gestes, ...neufs };
}

interface Prise {
  /** The carton it was asked for. */
  id: string;
  photo: Promise<Blob | null>;
}

/** The key does not wait longer for a picture than a person would notice. */
const PATIENCE_PHOTO_MS = 500;
let prise: Prise | null = null;

/** Null: the last one was thrown away, it goes nowhere. */
export function holdPhoto(neuve: Prise | null): void {
  prise = neuve;
}

/** The picture being taken for this carton when it is confirmed: it goes with it. */
export function pendingPhoto(id: string): Promise<Blob | null> {
  if (prise?.id !== id) return Promise.resolve(null);
  const trop = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_PHOTO_MS, null));
  return Promise.race([prise.photo, trop]).catch(() => null);
}

type EcouteurPoids = (pris: PoidsPris) => void;
const ecouteurs = new Set<EcouteurPoids>();

/** Told once per load what the scale weighed. */
export function onPoids(ecouteur: EcouteurPoids): () => void {
  ecouteurs.add(ecouteur);
  return () => ecouteurs.delete(ecouteur);
}

export function tellPoids(pris: PoidsPris): void {
  for (const ecouteur of ecouteurs) ecouteur(pris);
}

export const isScaleLive = (): boolean => usePoste.getState().balance.etat === 'connectee';

const SANTES_BALANCE: Readonly<Record<EtatBalance['etat'], Sante>> = {
  absente: 'absent',
  connexion: 'attente',
  connectee: 'bon',
  muette: 'panne',
  illisible: 'panne',
  debranchee: 'panne',
  erreur: 'panne',
};

export const santeBalance = ({ etat }: EtatBalance): Sante => SANTES_BALANCE[etat];

const SANTES_DOUCHETTE: Readonly<Record<EtatDouchette, Sante>> = {
  clavier: 'bon',
  absente: 'absent',
  connexion: 'attente',
  connectee: 'bon',
  debranchee: 'panne',
  erreur: 'panne',
};

export const santeDouchette = (etat: EtatDouchette): Sante => SANTES_DOUCHETTE[etat];

const SANTES_CAMERA: Readonly<Record<EtatCamera, Sante>> = {
  coupee: 'absent',
  attente: 'attente',
  prete: 'bon',
  refusee: 'panne',
  absente: 'panne',
  occupee: 'panne',
  perdue: 'panne',
};

export const santeCamera = (etat: EtatCamera): Sante => SANTES_CAMERA[etat];
