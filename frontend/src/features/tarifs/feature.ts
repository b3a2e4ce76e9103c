import { Tags } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const tarifs: Feature = {
  id: 'tarifs',
  routes: [
    {
      path: 'tarifs',
      lazy: async () => ({ Component: (await import('./tarifs')).Tarifs }),
      actions: ['tarif.lire'],
    },
  ],
  nav: [
    {
      to: '/tarifs',
      icon: Tags,
      libelle: () => t('titre', { ns: 'tarifs' }),
      actions: ['tarif.lire'],
      ordre: 90,
    },
  ],
};
