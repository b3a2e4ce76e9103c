import { create } from 'zustand';
import { answer, type Reponse } from '@/station/sons';
import { usePreferences } from './preferences';

/** The last thing the bench said: it stays until the next one. */
export interface Annonce {
  ton: Reponse;
  texte: string;
  /** Grows with every answer, so that the same words twice are seen twice. */
  rang: number;
}

export const useAnnonce = create<Annonce | null>(() => null);

/** Colour, words, sound and vibration, for eyes and ears that are on the carton. */
export function announce(ton: Reponse, texte: string): void {
  const rang = (useAnnonce.getState()?.rang ?? 0) + 1;
  useAnnonce.setState({ ton, texte, rang }, true);
  if (usePreferences.getState().sons) answer(ton);
}

/** Sound and vibration alone, for a key that cannot do anything here. */
export function beep(ton: Reponse): void {
  if (usePreferences.getState().sons) answer(ton);
}
