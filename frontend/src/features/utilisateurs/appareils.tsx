import { useTranslation } from 'react-i18next';
import { Badge } from '@/ui/badge';
import { EmptyState } from '@/ui/empty-state';
import { Depuis, Moment } from '@/ui/format';
import { Table } from '@/ui/table';
import { useAppareils } from './queries';

/** Devices that capture acts, and when each was last heard: a silent one may hold unsent acts. */
export function Appareils() {
  const { t } = useTranslation('utilisateurs');
  const liste = useAppareils();
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-discret">{t('appareils.aide')}</p>
      <Table
        legende={t('onglets.appareils')}
        items={liste.items}
        idDe={(un) => un.id}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
        vide={<EmptyState titre={t('appareils.vide')} />}
        colonnes={[
          {
            id: 'nom',
            titre: t('appareils.nom'),
            rendu: (un) => (
              <span className="flex flex-col">
                <span className="font-medium">{un.nom}</span>
                <span className="text-xs text-discret">{un.user.nom}</span>
              </span>
            ),
          },
          {
            id: 'contact',
            titre: t('appareils.contact'),
            rendu: (un) => <Depuis le={un.contact_le} />,
          },
          {
            id: 'enrole',
            titre: t('appareils.enrole'),
            bureau: true,
            rendu: (un) => <Moment le={un.enrole_le} style="jour" />,
          },
          {
            id: 'etat',
            titre: t('etat'),
            rendu: (un) =>
              un.revoque_le ? (
                <Badge ton="danger">{t('appareils.revoque')}</Badge>
              ) : (
                <Badge ton="succes">{t('actif')}</Badge>
              ),
          },
        ]}
      />
    </div>
  );
}
