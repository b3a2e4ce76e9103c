import { create } from 'zustand';
import type { ReglageBalance } from '@/station/balance/protocoles';
import type { TailleEtiquette } from '@/station/imprimante';
import type { ReglageImprimante } from '@/station/imprimante/reglage';

export type TransportDouchette = 'clavier' | 'serie' | 'hid';

export interface AgencePoste {
  id: string;
  nom: string;
  pays: string;
}

/** What this bench is set to; kept by the browser, not by the person. */
export interface Preferences {
  taille: TailleEtiquette;
  /** The label goes to the printer by itself. */
  imprimer: boolean;
  imprimante: Pick<ReglageImprimante, 'transport' | 'langage' | 'bauds'>;
  balance: ReglageBalance | null;
  douchette: TransportDouchette;
  camera: boolean;
  /** Empty: whichever the browser offers first. */
  cameraId: string;
  /** The picture is taken when the weight is. */
  photoSeule: boolean;
  /** The camera shown at the bench reads codes like a scanner. */
  cameraLit: boolean;
  /** A scan on a finished carton confirms it and starts the next. */
  avance: boolean;
  /** A proposed client comes with the contents of their usual carton. */
  habitudes: boolean;
  sons: boolean;
  /** `KeyboardEvent.code` of the pedal; space always works outside a text field. */
  pedale: string;
  /** Where the bench stands: its cartons are that agency's. Null: the person's own. */
  agence: AgencePoste | null;
  /** Current flight by `destination/mode`: intake loads into it at once. */
  vols: Readonly<Record<string, string>>;
  /** How far an agent may negotiate, as the server last said; null: free. */
  bande_pct: number | null;
  /** When the wizard was gone through, and the scale last agreed with a known weight. */
  installe_le: string | null;
  etalonne_le: string | null;
  /** When each device last passed its test here. */
  essais: Readonly<Partial<Record<Organe, string>>>;
}

export type Organe = 'lieu' | 'douchette' | 'balance' | 'imprimante' | 'camera';

const CLE = 'ts-station';
export const DEFAUT: Preferences = {
  taille: '100x150',
  imprimer: true,
  imprimante: { transport: 'navigateur', langage: 'tspl', bauds: 9_600 },
  balance: null,
  douchette: 'clavier',
  camera: true,
  cameraId: '',
  photoSeule: true,
  cameraLit: false,
  avance: false,
  habitudes: true,
  sons: true,
  pedale: 'F7',
  agence: null,
  vols: {},
  bande_pct: 10,
  installe_le: null,
  etalonne_le: null,
  essais: {},
};

function load(): Preferences {
  try {
    const garde: unknown = JSON.parse(localStorage.getItem(CLE) ?? 'null');
    if (typeof garde !== 'object' || garde === null) return DEFAUT;
    const lues = { ...DEFAUT, ...garde };
    // It used to be a name, which says nothing to the server.
    return typeof lues.agence === 'string' ? { ...lues, agence: null } : lues;
  } catch {
    return DEFAUT;
  }
}

export const usePreferences = create<Preferences>(load);

export function prefer(changements: Partial<Preferences>): void {
  usePreferences.setState(changements);
  try {
    localStorage.setItem(CLE, JSON.stringify(usePreferences.getState()));
  } catch {
    // A full device keeps them for this visit only.
  }
}

/** The device did what it was asked to, now. */
export function passed(organe: Organe): void {
  const { essais } = usePreferences.getState();
  prefer({ essais: { ...essais, [organe]: new Date().toISOString() } });
}

/** Another device, or the same set otherwise: what the last one passed says nothing of it. */
export function replaceOrgane(organe: Organe, changements: Partial<Preferences>): void {
  const { [organe]: _, ...essais } = usePreferences.getState().essais;
  prefer({ ...changements, essais });
}

const SANS: Readonly<Partial<Record<Organe, (etat: Preferences) => boolean>>> = {
  balance: ({ balance }) => balance === null,
  imprimante: ({ imprimer }) => !imprimer,
  camera: ({ camera }) => !camera,
};

/** What this bench works with and has not been seen to work. */
export const untriedOf = (organes: readonly Organe[], etat: Preferences): Organe[] =>
  organes.filter((organe) => !etat.essais[organe] && !SANS[organe]?.(etat));

/** The printer as its driver wants it. */
export const imprimanteOf = ({ imprimante, taille }: Preferences): ReglageImprimante => ({
  ...imprimante,
  taille,
});

export const cleVol = (pays: string, mode: string): string => `${pays}/${mode}`;

export function chooseVol(pays: string, mode: string, vol_id: string | null): void {
  const { [cleVol(pays, mode)]: _, ...autres } = usePreferences.getState().vols;
  prefer({ vols: vol_id === null ? autres : { ...autres, [cleVol(pays, mode)]: vol_id } });
}
