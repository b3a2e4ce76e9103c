export const utilisateurs = { titre: 'Utilisateurs' };
