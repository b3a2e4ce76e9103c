import { useTranslation } from 'react-i18next';
import { Badge, type Ton } from '@/ui/badge';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Depuis } from '@/ui/format';
import { type Colonne, Table } from '@/ui/table';
import type { Appareil, EtatAppareil, useAppareils } from './queries';

const TONS: Record<EtatAppareil, Ton> = {
  actif: 'succes',
  silencieux: 'alerte',
  revoque: 'danger',
  perdu: 'danger',
};

export function BadgeAppareil({ etat }: { etat: EtatAppareil }) {
  const { t } = useTranslation('appareils');
  return <Badge ton={TONS[etat]}>{t(`etats.${etat}`)}</Badge>;
}

/** How many acts the device says it wrote and the server never saw. */
export const missingOf = ({ trous }: Pick<Appareil, 'trous'>): number =>
  trous.reduce((total, [de, a]) => total + a - de + 1, 0);

/** What keeps a day from closing, first. */
function Retards({ appareil }: { appareil: Appareil }) {
  const { t } = useTranslation('appareils');
  const manquantes = missingOf(appareil);
  const { en_attente, quarantaine, horloge_douteuse, ecarts } = appareil;
  const rien = manquantes + en_attente + quarantaine + ecarts.length === 0 && !horloge_douteuse;
  if (rien) return <span className="text-discret">{t('aJour')}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {manquantes > 0 ? <Badge ton="danger">{t('manquantes', { count: manquantes })}</Badge> : null}
      {ecarts.length > 0 ? (
        <Badge ton="danger">{t('ecarts', { count: ecarts.length })}</Badge>
      ) : null}
      {en_attente > 0 ? <Badge ton="alerte">{t('enAttente', { count: en_attente })}</Badge> : null}
      {quarantaine > 0 ? <Badge ton="vif">{t('retenues', { count: quarantaine })}</Badge> : null}
      {horloge_douteuse ? <Badge ton="alerte">{t('horloge')}</Badge> : null}
    </span>
  );
}

function useColonnes(): Colonne<Appareil>[] {
  const { t } = useTranslation('appareils');
  return [
    {
      id: 'appareil',
      titre: t('colonnes.appareil'),
      rendu: (un) => (
        <span className="flex flex-col gap-0.5">
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="font-medium">{un.user.nom}</span>
            <BadgeAppareil etat={un.etat} />
          </span>
          <span className="text-xs text-discret">
            {un.nom} · <span className="chiffres">{un.id.slice(-8)}</span>
            <span className="sm:hidden">
              {' · '}
              <Depuis le={un.contact_le} />
            </span>
          </span>
        </span>
      ),
    },
    {
      id: 'contact',
      titre: t('colonnes.contact'),
      rendu: (un) => <Depuis le={un.contact_le} />,
      tri: 'contact_le',
      bureau: true,
    },
    { id: 'retards', titre: t('colonnes.retards'), rendu: (un) => <Retards appareil={un} /> },
    {
      id: 'photos',
      titre: t('colonnes.photos'),
      droite: true,
      rendu: (un) => un.photos_en_attente,
      bureau: true,
    },
    {
      id: 'especes',
      titre: t('colonnes.especes'),
      droite: true,
      rendu: (un) =>
        (un.especes_en_attente?.montant ?? 0) > 0 ? (
          <Argent valeur={un.especes_en_attente} className="font-semibold text-danger" />
        ) : (
          <span className="text-discret">—</span>
        ),
    },
  ];
}

export function TableAppareils({
  liste,
  onOuvrir,
}: {
  liste: ReturnType<typeof useAppareils>;
  onOuvrir: (id: string) => void;
}) {
  const { t } = useTranslation('appareils');
  return (
    <Table
      legende={t('titre')}
      colonnes={useColonnes()}
      items={liste.items}
      idDe={(un) => un.id}
      onOuvrir={(un) => onOuvrir(un.id)}
      chargement={liste.chargement}
      erreur={liste.erreur}
      onReessayer={liste.reessayer}
      vide={<EmptyState titre={t('vide')} aide={t('videAide')} />}
      reste={liste.reste}
      chargeLaSuite={liste.chargeLaSuite}
      onSuite={liste.charger}
    />
  );
}
