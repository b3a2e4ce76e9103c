import { ReceiptText, Wallet } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

export const caisse: Feature = {
  id: 'caisse',
  routes: [
    {
      path: 'caisse',
      lazy: async () => ({ Component: (await import('./caisse')).CaissePage }),
      actions: ['caisse.lire'],
    },
    {
      path: 'caisse/sessions/:id',
      lazy: async () => ({ Component: (await import('./session')).SessionPage }),
      actions: ['caisse.lire'],
    },
    {
      path: 'encaissements',
      lazy: async () => ({ Component: (await import('./encaissements')).Encaissements }),
      actions: ['encaissement.lire'],
    },
    {
      path: 'encaissements/:id',
      lazy: async () => ({ Component: (await import('./encaissement')).EncaissementPage }),
      actions: ['encaissement.lire'],
    },
  ],
  nav: [
    {
      to: '/caisse',
      icon: Wallet,
      libelle: () => t('titre', { ns: 'caisse' }),
      actions: ['caisse.lire'],
      pour: ['mali', 'rci', 'admin', 'direction'],
      ordre: 16,
    },
    {
      to: '/caisse',
      icon: Wallet,
      libelle: () => t('titre', { ns: 'caisse' }),
      actions: ['caisse.lire'],
      // In China the till takes prepayments only: it stands behind the bench and the flights.
      pour: ['chine'],
      ordre: 60,
    },
    {
      to: '/encaissements',
      icon: ReceiptText,
      libelle: () => t('encaissements.menu', { ns: 'caisse' }),
      actions: ['encaissement.lire'],
      ordre: 65,
    },
  ],
  corrections: {
    'caisse.ouvrir': (_id, _payload, op_id) => `/caisse?corriger=${op_id}`,
  },
};
