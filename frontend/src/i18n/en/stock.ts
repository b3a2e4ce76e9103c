import type { stock as fr } from '../fr/stock';
import type { Traduction } from '../types';

export const stock: Traduction<typeof fr> = { titre: 'Stock' };
