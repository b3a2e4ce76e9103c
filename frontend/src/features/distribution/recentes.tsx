import { useTranslation } from 'react-i18next';
import { Badge } from '@/ui/badge';
import { EmptyState } from '@/ui/empty-state';
import { Code, Moment } from '@/ui/format';
import { type Colonne, Table } from '@/ui/table';
import { type Remise, useRemises } from './queries';

/** The last hand-overs: what the counter shows between two clients. */
export function RemisesRecentes() {
  const { t } = useTranslation('distribution');
  const liste = useRemises();
  const colonnes: Colonne<Remise>[] = [
    {
      id: 'client',
      titre: t('recentes.client'),
      rendu: (remise) => (
        <span className="flex flex-col">
          <span className="font-medium">{remise.client_nom}</span>
          <Moment le={remise.survenu_le} className="text-xs text-discret sm:hidden" />
          {remise.retirant ? (
            <span className="text-xs text-discret">
              {t('recentes.par', { nom: remise.retirant.nom })}
            </span>
          ) : null}
        </span>
      ),
    },
    {
      id: 'colis',
      titre: t('recentes.colis'),
      className: 'max-sm:text-right',
      rendu: ({ colis }) =>
        colis.length === 1 && colis[0] ? (
          <Code code={colis[0].code_suivi} className="text-xs" />
        ) : (
          t('recentes.nombre', { count: colis.length })
        ),
    },
    {
      id: 'preuve',
      titre: t('recentes.preuve'),
      bureau: true,
      rendu: (remise) => (
        <span className="flex flex-wrap gap-1">
          <Badge>{t(`preuves.${remise.preuve as 'code'}`)}</Badge>
          {remise.garantie ? <Badge ton="alerte">{t('recentes.garantie')}</Badge> : null}
          {remise.conflit ? (
            <Badge ton="danger">
              {t(`conflits.${remise.conflit as 'solde_du'}`, { defaultValue: remise.conflit })}
            </Badge>
          ) : null}
        </span>
      ),
    },
    {
      id: 'agent',
      titre: t('recentes.agent'),
      bureau: true,
      rendu: (remise) => remise.acteur_nom ?? '—',
    },
    {
      id: 'heure',
      titre: t('recentes.heure'),
      droite: true,
      bureau: true,
      rendu: (remise) => <Moment le={remise.survenu_le} />,
    },
  ];
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold text-discret">{t('recentes.titre')}</h2>
      <Table
        legende={t('recentes.titre')}
        colonnes={colonnes}
        items={liste.items}
        idDe={({ id }) => id}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
        vide={<EmptyState titre={t('recentes.vide')} aide={t('recentes.videAide')} />}
      />
    </section>
  );
}
