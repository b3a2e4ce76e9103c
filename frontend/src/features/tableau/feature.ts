import { LayoutDashboard } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const tableau: Feature = {
  id: 'tableau',
  routes: [
    {
      path: 'tableau',
      lazy: async () => ({ Component: (await import('./tableau')).TableauDeBord }),
      actions: ['tableau.lire'],
    },
  ],
  nav: [
    {
      to: '/tableau',
      icon: LayoutDashboard,
      libelle: () => t('titre', { ns: 'tableau' }),
      actions: ['tableau.lire'],
      pour: ['admin', 'direction'],
      ordre: 5,
    },
    {
      to: '/tableau',
      icon: LayoutDashboard,
      libelle: () => t('titre', { ns: 'tableau' }),
      actions: ['tableau.lire'],
      pour: ['chine', 'mali', 'rci'],
      ordre: 75,
    },
  ],
  accueil: [
    {
      pour: ['chine', 'mali', 'rci'],
      actions: ['tableau.lire'],
      ordre: 5,
      large: true,
      lazy: async () => ({ Component: (await import('./panneaux')).PanneauMaJournee }),
    },
    {
      pour: ['admin', 'direction'],
      actions: ['tableau.lire'],
      ordre: 5,
      large: true,
      lazy: async () => ({ Component: (await import('./panneaux')).PanneauTableau }),
    },
  ],
};
