import { FileChartColumn } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const rapports: Feature = {
  id: 'rapports',
  routes: [
    {
      path: 'rapports',
      lazy: async () => ({ Component: (await import('./rapports')).Rapports }),
      actions: ['rapport.lire'],
    },
  ],
  nav: [
    {
      to: '/rapports',
      icon: FileChartColumn,
      libelle: () => t('titre', { ns: 'rapports' }),
      actions: ['rapport.lire'],
      ordre: 85,
    },
  ],
};
