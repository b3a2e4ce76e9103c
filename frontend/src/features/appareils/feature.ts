import { MonitorSmartphone } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const appareils: Feature = {
  id: 'appareils',
  routes: [
    {
      path: 'appareils',
      lazy: async () => ({ Component: (await import('./appareils')).Appareils }),
      actions: ['appareil.lire'],
    },
    {
      path: 'appareils/importer',
      lazy: async () => ({ Component: (await import('./importer')).Importer }),
      actions: ['sync.importer'],
    },
  ],
  nav: [
    {
      to: '/appareils',
      icon: MonitorSmartphone,
      libelle: () => t('titre', { ns: 'appareils' }),
      actions: ['appareil.gerer'],
      ordre: 97,
    },
  ],
};
