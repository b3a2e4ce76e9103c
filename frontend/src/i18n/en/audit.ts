import type { audit as fr } from '../fr/audit';
import type { Traduction } from '../types';

export const audit: Traduction<typeof fr> = { titre: 'Journal' };
