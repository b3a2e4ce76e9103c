import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Params } from '@/lib/http';
import { Badge } from '@/ui/badge';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Moment } from '@/ui/format';
import { type Colonne, Table } from '@/ui/table';
import { type Encaissement, useEncaissements } from './queries';

/** What a receipt is, besides its amount. */
export function Marques({ encaissement }: { encaissement: Encaissement }) {
  const { t } = useTranslation('caisse');
  return (
    <span className="inline-flex flex-wrap gap-1">
      {encaissement.annulation ? <Badge ton="danger">{t('encaissements.annule')}</Badge> : null}
      {encaissement.tardif ? <Badge ton="alerte">{t('encaissements.tardif')}</Badge> : null}
      {encaissement.rapprochement === 'a_rapprocher' ? (
        <Badge ton="info">{t('encaissements.aRapprocher')}</Badge>
      ) : null}
    </span>
  );
}

function useColonnes(): Colonne<Encaissement>[] {
  const { t } = useTranslation('caisse');
  return [
    {
      id: 'recu',
      titre: t('encaissements.recu'),
      rendu: (un) => (
        <span className="flex flex-col">
          <span className="chiffres font-medium">{un.recu_numero || un.recu_provisoire}</span>
          <span className="text-xs text-discret">
            {un.client.nom ?? '—'}
            <span className="sm:hidden">
              {' '}
              · {t(`moyens.${un.moyen as 'especes'}`)} · <Moment le={un.enregistre_le} />
            </span>
          </span>
        </span>
      ),
    },
    {
      id: 'moyen',
      titre: t('encaissements.moyen'),
      bureau: true,
      rendu: (un) => (
        <span className="flex flex-col">
          {t(`moyens.${un.moyen as 'especes'}`)}
          {un.reference_operateur ? (
            <span className="chiffres text-xs text-discret">{un.reference_operateur}</span>
          ) : null}
        </span>
      ),
    },
    {
      id: 'caissier',
      titre: t('encaissements.caissier'),
      bureau: true,
      rendu: (un) => un.caissier.nom ?? '—',
    },
    {
      id: 'quand',
      titre: t('encaissements.quand'),
      tri: 'enregistre_le',
      bureau: true,
      rendu: (un) => <Moment le={un.enregistre_le} />,
    },
    {
      id: 'marques',
      titre: t('encaissements.etat'),
      bureau: true,
      rendu: (un) => <Marques encaissement={un} />,
    },
    {
      id: 'montant',
      titre: t('encaissements.montant'),
      tri: 'montant',
      droite: true,
      rendu: (un) => (
        <Argent
          valeur={un.montant}
          className={un.annulation ? 'text-discret line-through' : 'font-semibold'}
        />
      ),
    },
  ];
}

interface Props {
  filtres: Params;
  tri?: string;
  onTri?: (tri: string) => void;
}

/** Receipts; no sum on purpose: one's own open till is counted blind. */
export function ListeEncaissements({ filtres, tri, onTri }: Props) {
  const { t } = useTranslation('caisse');
  const navigate = useNavigate();
  const colonnes = useColonnes();
  const liste = useEncaissements({ ...filtres, tri });
  return (
    <Table
      legende={t('encaissements.titre')}
      colonnes={colonnes}
      items={liste.items}
      idDe={({ id }) => id}
      tri={tri}
      onTri={onTri}
      onOuvrir={({ id }) => navigate(`/encaissements/${id}`)}
      chargement={liste.chargement}
      erreur={liste.erreur}
      onReessayer={liste.reessayer}
      reste={liste.reste}
      chargeLaSuite={liste.chargeLaSuite}
      onSuite={liste.charger}
      vide={<EmptyState titre={t('encaissements.vide')} aide={t('encaissements.videAide')} />}
    />
  );
}
