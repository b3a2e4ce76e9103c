import { Package } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const colis: Feature = {
  id: 'colis',
  routes: [
    {
      path: 'colis',
      lazy: async () => ({ Component: (await import('./liste')).ListeColis }),
      actions: ['colis.lire'],
    },
    {
      path: 'colis/:id',
      lazy: async () => ({ Component: (await import('./fiche')).FicheColis }),
      actions: ['colis.lire'],
    },
  ],
  nav: [
    {
      to: '/colis',
      icon: Package,
      libelle: () => t('titre', { ns: 'colis' }),
      actions: ['colis.lire'],
      ordre: 25,
    },
  ],
  corrections: {
    'colis.peser': {
      formulaire: async () => ({ Component: (await import('./corriger-acte')).CorrigerActeColis }),
    },
    'colis.annuler': {
      formulaire: async () => ({ Component: (await import('./corriger-acte')).CorrigerActeColis }),
    },
  },
};
