import { HandCoins } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const distribution: Feature = {
  id: 'distribution',
  routes: [
    {
      path: 'remises',
      lazy: async () => ({ Component: (await import('./guichet')).Guichet }),
      actions: ['remise.effectuer', 'stock.lire'],
    },
  ],
  nav: [
    {
      to: '/remises',
      icon: HandCoins,
      libelle: () => t('titre', { ns: 'distribution' }),
      actions: ['remise.effectuer'],
      ordre: 14,
    },
  ],
  corrections: {
    'remise.effectuer': {
      formulaire: async () => ({ Component: (await import('./corriger-remise')).CorrigerRemise }),
    },
    'encaissement.enregistrer': (_id, { client_id }, op_id) =>
      `/remises?clients=${String(client_id)}&corriger=${op_id}`,
  },
};
