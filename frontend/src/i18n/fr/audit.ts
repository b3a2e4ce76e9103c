export const audit = { titre: 'Journal' };
