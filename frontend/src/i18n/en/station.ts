import type { station as fr } from '../fr/station';
import type { Traduction } from '../types';

export const station: Traduction<typeof fr> = { titre: 'Intake' };
