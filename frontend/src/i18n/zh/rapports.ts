import type { rapports as fr } from '../fr/rapports';
import type { Traduction } from '../types';

export const rapports: Traduction<typeof fr> = { titre: '报表' };
