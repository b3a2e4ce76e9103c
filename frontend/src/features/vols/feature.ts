import { Plane } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const vols: Feature = {
  id: 'vols',
  routes: [
    {
      path: 'vols',
      lazy: async () => ({ Component: (await import('./vols')).Vols }),
      actions: ['vol.lire'],
    },
    {
      path: 'vols/:id',
      lazy: async () => ({ Component: (await import('./vol')).VolPage }),
      actions: ['vol.lire'],
    },
  ],
  nav: [
    {
      to: '/vols',
      icon: Plane,
      libelle: () => t('titre', { ns: 'vols' }),
      actions: ['vol.lire'],
      ordre: 20,
    },
  ],
  accueil: [
    {
      pour: ['chine'],
      actions: ['vol.charger'],
      ordre: 20,
      lazy: async () => ({ Component: (await import('./panneau')).PanneauVols }),
    },
  ],
  corrections: {
    'vol.charger': {
      formulaire: async () => ({
        Component: (await import('./corriger-chargement')).CorrigerChargement,
      }),
    },
  },
};
