export const stock = { titre: 'Stock' };
