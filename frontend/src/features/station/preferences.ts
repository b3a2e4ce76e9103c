import { create } from 'zustand';
import type { TailleEtiquette } from '@/station/imprimante';

/** What this bench is set to; kept by the browser, not by the person. */
interface Preferences {
  taille: TailleEtiquette;
  /** The label goes to the printer by itself. */
  imprimer: boolean;
  camera: boolean;
  /** Current flight by `destination/mode`: intake loads into it at once. */
  vols: Readonly<Record<string, string>>;
}

const CLE = 'ts-station';
const DEFAUT: Preferences = { taille: '100x150', imprimer: true, camera: true, vols: {} };

function load(): Preferences {
  try {
    const garde: unknown = JSON.parse(localStorage.getItem(CLE) ?? 'null');
    return typeof garde === 'object' && garde !== null ? { ...DEFAUT, ...garde } : DEFAUT;
  } catch {
    return DEFAUT;
  }
}

export const usePreferences = create<Preferences>(load);

export function prefer(changements: Partial<Preferences>): void {
  usePreferences.setState(changements);
  localStorage.setItem(CLE, JSON.stringify(usePreferences.getState()));
}

export const cleVol = (pays: string, mode: string): string => `${pays}/${mode}`;

export function chooseVol(pays: string, mode: string, vol_id: string | null): void {
  const { [cleVol(pays, mode)]: _, ...autres } = usePreferences.getState().vols;
  prefer({ vols: vol_id === null ? autres : { ...autres, [cleVol(pays, mode)]: vol_id } });
}
