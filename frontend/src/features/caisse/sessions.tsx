import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SessionCaisse } from '@/offline/session-caisse';
import { Badge, type Ton } from '@/ui/badge';
import { EmptyState } from '@/ui/empty-state';
import { Moment } from '@/ui/format';
import { Table } from '@/ui/table';
import { isOrpheline } from './autrui';
import { ResumeEcart } from './ecart';
import { useSessions } from './queries';

const TONS: Record<SessionCaisse['statut'], Ton> = {
  ouverte: 'accent',
  comptee: 'alerte',
  validee: 'succes',
};

export function BadgeSession({ statut }: { statut: SessionCaisse['statut'] }) {
  const { t } = useTranslation('caisse');
  return <Badge ton={TONS[statut]}>{t(`statuts.${statut}`)}</Badge>;
}

/** Sessions: one's own for an agent, the country's for an admin; the server decides. */
export function ListeSessions({ statut }: { statut?: SessionCaisse['statut'] }) {
  const { t } = useTranslation('caisse');
  const navigate = useNavigate();
  const liste = useSessions({ statut });
  return (
    <Table
      legende={t('sessions.titre')}
      items={liste.items}
      idDe={({ id }) => id}
      onOuvrir={({ id }) => navigate(`/caisse/sessions/${id}`)}
      chargement={liste.chargement}
      erreur={liste.erreur}
      onReessayer={liste.reessayer}
      reste={liste.reste}
      chargeLaSuite={liste.chargeLaSuite}
      onSuite={liste.charger}
      vide={
        <EmptyState
          titre={statut === 'comptee' ? t('sessions.rienAValider') : t('sessions.vide')}
        />
      }
      colonnes={[
        {
          id: 'caisse',
          titre: t('sessions.caisse'),
          rendu: (session) => (
            <span className="flex flex-col">
              <span className="font-medium">{session.caisse}</span>
              <span className="text-xs text-discret">{session.caissier.nom ?? '—'}</span>
              {isOrpheline(session) ? (
                <span className="text-xs text-alerte">{t('autrui.aCompter')}</span>
              ) : null}
            </span>
          ),
        },
        {
          id: 'statut',
          titre: t('sessions.statut'),
          bureau: true,
          rendu: ({ statut: etat }) => <BadgeSession statut={etat} />,
        },
        {
          id: 'ouverte',
          titre: t('sessions.ouverte'),
          rendu: ({ ouverte_le }) => <Moment le={ouverte_le} />,
        },
        {
          id: 'ecart',
          titre: t('ecart.ecart'),
          droite: true,
          rendu: (session) => <ResumeEcart session={session} />,
        },
      ]}
    />
  );
}
