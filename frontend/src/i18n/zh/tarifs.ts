import type { tarifs as fr } from '../fr/tarifs';
import type { Traduction } from '../types';

export const tarifs: Traduction<typeof fr> = { titre: '运价' };
