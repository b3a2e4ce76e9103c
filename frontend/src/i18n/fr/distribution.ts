export const distribution = { titre: 'Remises' };
