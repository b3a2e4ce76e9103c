import type { TailleEtiquette } from './index';
import type { Langage } from './langages';

/** How this station prints; kept by the station's settings. */
export interface ReglageImprimante {
  transport: 'usb' | 'serie' | 'navigateur' | 'pdf';
  langage: Langage;
  taille: TailleEtiquette;
  bauds: number;
}

/** The browser's own printing works with every driver, and is the Windows way. */
export const DEFAUT_IMPRIMANTE: ReglageImprimante = {
  transport: 'navigateur',
  langage: 'tspl',
  taille: '100x150',
  bauds: 115_200,
};
