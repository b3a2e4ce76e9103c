import type { utilisateurs as fr } from '../fr/utilisateurs';
import type { Traduction } from '../types';

export const utilisateurs: Traduction<typeof fr> = { titre: 'Users' };
