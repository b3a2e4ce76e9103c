export const compte = { titre: 'Mes colis' };
