import { PackagePlus } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const station: Feature = {
  id: 'station',
  routes: [
    {
      path: 'reception',
      lazy: async () => ({ Component: (await import('./reception')).Reception }),
      actions: ['colis.enregistrer'],
    },
    {
      path: 'reception/poste',
      lazy: async () => ({ Component: (await import('./poste-page')).PostePage }),
      actions: ['colis.enregistrer'],
    },
    {
      path: 'reception/commandes',
      lazy: async () => ({ Component: (await import('./commandes')).Commandes }),
      actions: ['colis.enregistrer'],
    },
  ],
  nav: [
    {
      to: '/reception',
      icon: PackagePlus,
      libelle: () => t('titre', { ns: 'station' }),
      actions: ['colis.enregistrer'],
      ordre: 10,
    },
  ],
  accueil: [
    {
      pour: ['chine'],
      actions: ['colis.enregistrer'],
      ordre: 0,
      large: true,
      lazy: async () => ({ Component: (await import('./panneau')).PanneauStation }),
    },
  ],
  corrections: {
    'colis.enregistrer': (_id, _payload, op_id) => `/reception?corriger=${op_id}`,
  },
};
