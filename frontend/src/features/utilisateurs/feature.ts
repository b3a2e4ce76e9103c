import { UsersRound } from 'lucide-react';
import { t } from '@/i18n';
import type { Feature } from '@/lib/feature';

const equipe = async () => ({ Component: (await import('./equipe')).Equipe });

export const utilisateurs: Feature = {
  id: 'utilisateurs',
  routes: [
    { path: 'utilisateurs', lazy: equipe, actions: ['utilisateur.lire'] },
    { path: 'reglages', lazy: equipe, actions: ['reglage.modifier'] },
    {
      path: 'securite',
      lazy: async () => ({ Component: (await import('./securite')).Securite }),
      actions: ['mot_de_passe.changer'],
    },
  ],
  accueil: [
    {
      pour: ['chine', 'mali', 'rci', 'admin', 'direction'],
      actions: ['compte.securiser'],
      ordre: 1,
      alerte: true,
      large: true,
      lazy: async () => ({ Component: (await import('./avis')).PanneauAvis }),
    },
  ],
  nav: [
    {
      to: '/utilisateurs',
      icon: UsersRound,
      libelle: () => t('titre', { ns: 'utilisateurs' }),
      actions: ['utilisateur.lire'],
      ordre: 95,
    },
  ],
};
