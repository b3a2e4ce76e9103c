export const vols = { titre: 'Vols' };
