import type { vols as fr } from '../fr/vols';
import type { Traduction } from '../types';

export const vols: Traduction<typeof fr> = { titre: '航班' };
