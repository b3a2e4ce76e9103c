export const station = { titre: 'Réception' };
