export const tarifs = { titre: 'Tarifs' };
