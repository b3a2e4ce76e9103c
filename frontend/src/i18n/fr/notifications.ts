export const notifications = { titre: 'Messages' };
