import { ScrollText } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const audit: Feature = {
  id: 'audit',
  routes: [
    {
      path: 'audit',
      lazy: async () => ({ Component: (await import('./audit')).Audit }),
      actions: ['audit.lire'],
    },
  ],
  nav: [
    {
      to: '/audit',
      icon: ScrollText,
      libelle: () => t('titre', { ns: 'audit' }),
      actions: ['audit.lire'],
      ordre: 99,
    },
  ],
};
