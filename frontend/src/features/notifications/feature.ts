import { MessageSquareText } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const notifications: Feature = {
  id: 'notifications',
  routes: [
    {
      path: 'messages',
      lazy: async () => ({ Component: (await import('./messages')).Messages }),
      actions: ['notification.lire'],
    },
  ],
  nav: [
    {
      to: '/messages',
      icon: MessageSquareText,
      libelle: () => t('titre', { ns: 'notifications' }),
      actions: ['notification.lire'],
      ordre: 80,
    },
  ],
};
