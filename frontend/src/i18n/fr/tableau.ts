export const tableau = { titre: 'Tableau de bord' };
