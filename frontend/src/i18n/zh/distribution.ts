import type { distribution as fr } from '../fr/distribution';
import type { Traduction } from '../types';

export const distribution: Traduction<typeof fr> = { titre: '交付' };
