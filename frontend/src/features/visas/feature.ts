import { Stamp } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

const LIRE = ['visa.lire'] as const;

export const visas: Feature = {
  id: 'visas',
  routes: [
    {
      path: 'visas',
      lazy: async () => ({ Component: (await import('./visas')).Visas }),
      actions: LIRE,
    },
  ],
  nav: [
    {
      to: '/visas',
      icon: Stamp,
      libelle: () => t('titre', { ns: 'visas' }),
      actions: LIRE,
      pour: ['admin', 'direction'],
      ordre: 92,
    },
  ],
  accueil: [
    {
      pour: ['admin', 'direction'],
      actions: LIRE,
      ordre: 15,
      lazy: async () => ({ Component: (await import('./panneau')).PanneauVisas }),
    },
  ],
};
