export const colis = { titre: 'Colis' };
