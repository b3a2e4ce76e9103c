import type { colis as fr } from '../fr/colis';
import type { Traduction } from '../types';

export const colis: Traduction<typeof fr> = { titre: 'Cartons' };
