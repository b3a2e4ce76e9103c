import { useTranslation } from 'react-i18next';
import { formatTelephone } from '@/lib/telephone';
import { Moment } from '@/ui/format';
import { type Colonne, type SelectionDe, Table } from '@/ui/table';
import { BadgeStatut, useMotif } from './badges';
import type { Notification } from './queries';

interface Props {
  liste: {
    items: readonly Notification[];
    chargement: boolean;
    erreur: Error | null;
    reste: boolean;
    chargeLaSuite: boolean;
    charger: () => void;
    reessayer: () => void;
  };
  selection?: SelectionDe;
  vide: React.ReactNode;
  tri?: string;
  onTri?: (tri: string) => void;
  onOuvrir: (un: Notification) => void;
}

function useColonnes(): Colonne<Notification>[] {
  const { t } = useTranslation('notifications');
  const motifDe = useMotif();
  return [
    {
      id: 'telephone',
      titre: t('destinataire'),
      rendu: (un) => (
        <span className="flex flex-col">
          <span className="chiffres whitespace-nowrap">{formatTelephone(un.telephone)}</span>
          <span className="text-xs text-discret sm:hidden">
            {t(`etapes.${un.etape}`)} · <Moment le={un.cree_le} />
          </span>
        </span>
      ),
    },
    { id: 'etape', titre: t('etape'), bureau: true, rendu: (un) => t(`etapes.${un.etape}`) },
    {
      id: 'statut',
      titre: t('statut'),
      rendu: (un) => (
        <span className="flex flex-col items-start gap-0.5">
          <BadgeStatut statut={un.statut} />
          {un.code_motif ? (
            <span className="text-xs text-discret">{motifDe(un.code_motif, un.motif)}</span>
          ) : null}
        </span>
      ),
    },
    {
      id: 'texte',
      titre: t('texte'),
      bureau: true,
      className: 'max-w-96',
      rendu: (un) => (
        <span className="line-clamp-1 text-discret">
          {un.texte || t(un.statut === 'annule' ? 'jamaisEnvoye' : 'pasEncoreRedige')}
        </span>
      ),
    },
    {
      id: 'tentatives',
      titre: t('tentatives'),
      bureau: true,
      droite: true,
      rendu: (un) => <span className="chiffres">{un.tentatives}</span>,
    },
    {
      id: 'cree',
      titre: t('creeLe'),
      bureau: true,
      tri: 'cree_le',
      rendu: (un) => <Moment le={un.cree_le} />,
    },
  ];
}

export function TableMessages({ liste, selection, vide, tri, onTri, onOuvrir }: Props) {
  const { t } = useTranslation('notifications');
  return (
    <Table
      legende={t('titre')}
      colonnes={useColonnes()}
      items={liste.items}
      idDe={(un) => un.id}
      tri={tri}
      onTri={onTri}
      onOuvrir={onOuvrir}
      selection={selection}
      chargement={liste.chargement}
      erreur={liste.erreur}
      onReessayer={liste.reessayer}
      vide={vide}
      reste={liste.reste}
      chargeLaSuite={liste.chargeLaSuite}
      onSuite={liste.charger}
    />
  );
}
