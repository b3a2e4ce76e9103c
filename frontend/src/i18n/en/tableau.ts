import type { tableau as fr } from '../fr/tableau';
import type { Traduction } from '../types';

export const tableau: Traduction<typeof fr> = { titre: 'Dashboard' };
