import type { caisse as fr } from '../fr/caisse';
import type { Traduction } from '../types';

export const caisse: Traduction<typeof fr> = { titre: '收银' };
