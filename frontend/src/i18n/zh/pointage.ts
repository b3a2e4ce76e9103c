import type { pointage as fr } from '../fr/pointage';
import type { Traduction } from '../types';

export const pointage: Traduction<typeof fr> = { titre: '核对' };
