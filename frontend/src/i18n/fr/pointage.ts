export const pointage = { titre: 'Pointage' };
