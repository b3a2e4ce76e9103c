import { Package, ReceiptText, SlidersHorizontal } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

const MOI = ['moi.lire'] as const;

export const compte: Feature = {
  id: 'compte',
  routes: [
    {
      path: 'mes-colis',
      lazy: async () => ({ Component: (await import('./mes-colis')).MesColis }),
      actions: MOI,
    },
    {
      path: 'mes-recus',
      lazy: async () => ({ Component: (await import('./mes-recus')).MesRecus }),
      actions: MOI,
    },
    {
      path: 'preferences',
      lazy: async () => ({ Component: (await import('./preferences')).Preferences }),
      actions: MOI,
    },
  ],
  nav: [
    {
      to: '/mes-colis',
      icon: Package,
      libelle: () => t('colis.titre', { ns: 'compte' }),
      actions: MOI,
      pour: ['client'],
      ordre: 10,
    },
    {
      to: '/mes-recus',
      icon: ReceiptText,
      libelle: () => t('recus.titre', { ns: 'compte' }),
      actions: MOI,
      pour: ['client'],
      ordre: 20,
    },
    {
      to: '/preferences',
      icon: SlidersHorizontal,
      libelle: () => t('preferences.titre', { ns: 'compte' }),
      actions: MOI,
      pour: ['client'],
      ordre: 30,
    },
  ],
  accueil: [
    {
      pour: ['client'],
      actions: MOI,
      ordre: 10,
      large: true,
      lazy: async () => ({ Component: (await import('./mes-colis')).PanneauMesColis }),
    },
  ],
};
