import type { notifications as fr } from '../fr/notifications';
import type { Traduction } from '../types';

export const notifications: Traduction<typeof fr> = { titre: '消息' };
