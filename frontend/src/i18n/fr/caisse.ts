export const caisse = { titre: 'Caisse' };
