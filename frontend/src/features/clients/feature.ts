import { Users } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const clients: Feature = {
  id: 'clients',
  routes: [
    {
      path: 'clients',
      lazy: async () => ({ Component: (await import('./liste')).ListeClients }),
      actions: ['client.lire'],
    },
    {
      path: 'clients/import',
      lazy: async () => ({ Component: (await import('./import')).ImportClients }),
      actions: ['client.importer'],
    },
    {
      path: 'clients/:id',
      lazy: async () => ({ Component: (await import('./fiche')).FicheClient }),
      actions: ['client.lire'],
    },
  ],
  nav: [
    {
      to: '/clients',
      icon: Users,
      libelle: () => t('titre', { ns: 'clients' }),
      actions: ['client.lire'],
      ordre: 70,
    },
  ],
  corrections: {
    'client.modifier': {
      formulaire: async () => ({
        Component: (await import('./corriger-fiche')).CorrigerFicheClient,
      }),
    },
  },
};
