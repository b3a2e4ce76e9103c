import { ClipboardCheck } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const pointage: Feature = {
  id: 'pointage',
  routes: [
    {
      path: 'pointage',
      lazy: async () => ({ Component: (await import('./pointages')).Pointages }),
      actions: ['pointage.lire'],
    },
    {
      path: 'pointage/:volId',
      lazy: async () => ({ Component: (await import('./pointage')).PointagePage }),
      actions: ['pointage.lire'],
    },
  ],
  nav: [
    {
      to: '/pointage',
      icon: ClipboardCheck,
      libelle: () => t('titre', { ns: 'pointage' }),
      actions: ['pointage.scanner', 'pointage.cloturer'],
      ordre: 12,
    },
  ],
  accueil: [
    {
      pour: ['mali', 'rci', 'admin'],
      actions: ['pointage.scanner'],
      ordre: 20,
      lazy: async () => ({ Component: (await import('./panneau')).PanneauPointage }),
    },
  ],
  corrections: {
    'pointage.scanner': {
      formulaire: async () => ({ Component: (await import('./corriger-scan')).CorrigerScan }),
    },
    'colis.ajouter_arrivee': {
      formulaire: async () => ({ Component: (await import('./corriger-arrivee')).CorrigerArrivee }),
    },
  },
};
