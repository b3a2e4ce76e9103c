import type { compte as fr } from '../fr/compte';
import type { Traduction } from '../types';

export const compte: Traduction<typeof fr> = { titre: '我的包裹' };
