export const clients = { titre: 'Clients' };
