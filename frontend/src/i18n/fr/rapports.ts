export const rapports = { titre: 'Rapports' };
