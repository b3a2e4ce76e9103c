import { Warehouse } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const stock: Feature = {
  id: 'stock',
  routes: [
    {
      path: 'stock',
      lazy: async () => ({ Component: (await import('./stock')).Stock }),
      actions: ['stock.lire'],
    },
    {
      path: 'stock/ranger',
      lazy: async () => ({ Component: (await import('./ranger')).Ranger }),
      actions: ['rangement.placer'],
    },
  ],
  nav: [
    {
      to: '/stock',
      icon: Warehouse,
      libelle: () => t('titre', { ns: 'stock' }),
      actions: ['stock.lire'],
      ordre: 18,
    },
  ],
  corrections: {
    'rangement.placer': {
      formulaire: async () => ({
        Component: (await import('./corriger-rangement')).CorrigerRangement,
      }),
    },
  },
};
