import { create } from 'zustand';
import { useUtilisateur } from './session';

export const PAYS = ['CN', 'ML', 'CI'] as const;
export type Pays = (typeof PAYS)[number];

const isPays = (pays: string | null | undefined): pays is Pays =>
  PAYS.some((connu) => connu === pays);

/** The country head office is looking at; null is all of them. */
export const usePaysChoisi = create<{ pays: Pays | null; choisir: (pays: Pays | null) => void }>(
  (set) => ({ pays: null, choisir: (pays) => set({ pays }) }),
);

/** The country of the figures on screen: one's own, or the one head office chose (null: all). */
export function usePaysVu(): Pays | null {
  const { fonction, pays } = useUtilisateur();
  const choisi = usePaysChoisi((etat) => etat.pays);
  if (fonction === 'direction') return choisi;
  return isPays(pays) ? pays : null;
}
