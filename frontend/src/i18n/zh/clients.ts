import type { clients as fr } from '../fr/clients';
import type { Traduction } from '../types';

export const clients: Traduction<typeof fr> = { titre: '客户' };
