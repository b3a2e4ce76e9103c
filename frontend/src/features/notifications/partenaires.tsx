import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Depuis } from '@/ui/format';
import { type Colonne, Table } from '@/ui/table';
import { BadgePartenaire } from './partenaire-badge';
import { FichePartenaire } from './partenaire-fiche';
import { InscriptionPartenaire } from './partenaire-saisie';
import { type Abonnement, useAbonnements } from './queries-partenaires';

function useColonnes(): Colonne<Abonnement>[] {
  const { t } = useTranslation(['partenaires', 'commun']);
  return [
    {
      id: 'nom',
      titre: t('nom'),
      rendu: (un) => (
        <span className="flex min-w-0 flex-col">
          <span className="font-medium">{un.nom}</span>
          <span className="chiffres max-w-56 truncate text-xs text-discret sm:max-w-96">
            {un.url}
          </span>
        </span>
      ),
    },
    { id: 'etat', titre: t('etat'), rendu: (un) => <BadgePartenaire un={un} /> },
    {
      id: 'pays',
      titre: t('pays'),
      bureau: true,
      rendu: (un) => t(`commun:pays.${un.pays as 'ML'}`),
    },
    {
      id: 'evenements',
      titre: t('evenements'),
      bureau: true,
      rendu: (un) =>
        un.evenements.length === 0 ? t('tous') : t('nombre', { count: un.evenements.length }),
    },
    { id: 'cree', titre: t('creeLe'), bureau: true, rendu: (un) => <Depuis le={un.cree_le} /> },
  ];
}

/** Who is told of carton events by signed calls: their state, their last deliveries, their secret. */
export function Partenaires() {
  const { t } = useTranslation('partenaires');
  const [{ partenaire }, changer] = useFiltres(['partenaire']);
  const [nouveau, setNouveau] = useState(false);
  const abonnements = useAbonnements();
  const pays = usePaysVu();
  const colonnes = useColonnes();
  const ici = (abonnements.data ?? []).filter((un) => pays === null || un.pays === pays);
  const ouvert = ici.find(({ id }) => id === partenaire);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl text-sm text-discret">{t('intro')}</p>
        <Button variante="principal" onClick={() => setNouveau(true)}>
          <Plus aria-hidden />
          {t('nouveau')}
        </Button>
      </div>
      <Table
        legende={t('titre')}
        colonnes={colonnes}
        items={ici}
        idDe={(un) => un.id}
        chargement={abonnements.isPending}
        erreur={abonnements.error}
        onReessayer={() => void abonnements.refetch()}
        onOuvrir={(un) => changer({ partenaire: un.id })}
        vide={<EmptyState icone={Webhook} titre={t('aucun')} aide={t('aucunAide')} />}
      />
      {nouveau ? (
        <InscriptionPartenaire
          onFerme={() => setNouveau(false)}
          onInscrit={(id) => changer({ partenaire: id })}
        />
      ) : null}
      {ouvert && !nouveau ? (
        <FichePartenaire un={ouvert} onFerme={() => changer({ partenaire: undefined })} />
      ) : null}
    </div>
  );
}
