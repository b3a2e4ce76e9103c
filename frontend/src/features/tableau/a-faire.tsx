import {
  Banknote,
  type LucideIcon,
  MessageSquare,
  MessageSquareWarning,
  Signature,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { useCan } from '@/lib/session';
import { Nombre } from '@/ui/format';
import { Bloc } from './bloc';
import type { Tableau } from './chiffres';

interface Rappel {
  cle: string;
  titre: string;
  nombre: number;
  to: string;
  icone: LucideIcon;
  /** Somebody has to act. */
  pressant: boolean;
}

function useRappels({ notifications, argent }: Tableau): Rappel[] {
  const { t } = useTranslation('tableau');
  const messages = useCan('notification.lire');
  const caisses = useCan('caisse.lire');
  return [
    ...(messages
      ? [
          {
            cle: 'attente',
            titre: t('messagesEnAttente'),
            nombre: notifications.en_attente ?? 0,
            to: '/messages?statut=en_attente',
            icone: MessageSquare,
            pressant: false,
          },
          {
            cle: 'souffrance',
            titre: t('messagesEnSouffrance'),
            nombre: notifications.en_souffrance ?? 0,
            to: '/messages?onglet=souffrance',
            icone: MessageSquareWarning,
            pressant: true,
          },
        ]
      : []),
    ...(caisses && argent
      ? [
          {
            cle: 'ouvertes',
            titre: t('caissesOuvertes'),
            nombre: argent.sessions_ouvertes,
            to: '/caisse',
            icone: Banknote,
            pressant: false,
          },
          {
            cle: 'valider',
            titre: t('caissesAValider'),
            nombre: argent.sessions_a_valider,
            to: '/caisse',
            icone: Signature,
            pressant: true,
          },
        ]
      : []),
  ];
}

/** Messages and tills: what waits, and what waits for somebody. */
export function AFaire({ tableau }: { tableau: Tableau }) {
  const { t } = useTranslation('tableau');
  const rappels = useRappels(tableau);
  if (rappels.length === 0) return null;
  return (
    <Bloc titre={t('enAttente')}>
      <ul className="-mx-1.5 flex flex-col text-sm">
        {rappels.map(({ cle, titre, nombre, to, icone: Icone, pressant }) => {
          const presse = pressant && nombre > 0;
          return (
            <li key={cle}>
              <Link
                to={to}
                className="flex items-center gap-2.5 rounded px-1.5 py-1.5 hover:bg-creux"
              >
                <Icone
                  aria-hidden
                  className={cn('size-4 shrink-0 text-discret', presse && 'text-alerte')}
                />
                <span className="min-w-0 flex-1">{titre}</span>{' '}
                <Nombre
                  n={nombre}
                  className={cn(
                    'font-semibold',
                    nombre === 0 && 'font-normal text-discret',
                    presse && 'text-alerte',
                  )}
                />
              </Link>
            </li>
          );
        })}
      </ul>
    </Bloc>
  );
}
