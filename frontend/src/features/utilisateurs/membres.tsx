import { useTranslation } from 'react-i18next';
import { useDebounce } from '@/lib/debounce';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { Badge } from '@/ui/badge';
import { EmptyState } from '@/ui/empty-state';
import { Depuis } from '@/ui/format';
import { Input } from '@/ui/input';
import { Filtres } from '@/ui/page';
import { Select } from '@/ui/select';
import { type Colonne, Table } from '@/ui/table';
import { type Membre, useMembres } from './queries';

function useColonnes(): Colonne<Membre>[] {
  const { t } = useTranslation(['utilisateurs', 'commun']);
  return [
    {
      id: 'nom',
      titre: t('nom'),
      tri: 'nom',
      rendu: (un) => (
        <span className="flex flex-col">
          <span className="font-medium">{un.nom}</span>
          <span className="text-xs text-discret">{un.identifiant}</span>
        </span>
      ),
    },
    {
      id: 'role',
      titre: t('role'),
      rendu: (un) => t(`commun:roles.${un.role as 'direction'}`, { defaultValue: un.role }),
    },
    { id: 'agence', titre: t('agence'), bureau: true, rendu: (un) => un.agence?.nom ?? '—' },
    {
      id: 'vu',
      titre: t('vu'),
      bureau: true,
      rendu: (un) =>
        un.vu_le ? <Depuis le={un.vu_le} /> : <span className="text-discret">{t('jamais')}</span>,
    },
    {
      id: 'etat',
      titre: t('etat'),
      rendu: (un) => (
        <Badge ton={un.actif ? 'succes' : 'neutre'}>{un.actif ? t('actif') : t('inactif')}</Badge>
      ),
    },
  ];
}

export function Membres() {
  const { t } = useTranslation('utilisateurs');
  const [filtres, changer] = useFiltres(['q', 'fonction', 'actif', 'tri', 'membre']);
  const pays = usePaysVu();
  const q = useDebounce(filtres.q ?? '');
  const liste = useMembres({
    q,
    fonction: filtres.fonction,
    actif: filtres.actif,
    tri: filtres.tri,
    pays: pays ?? undefined,
  });
  return (
    <div className="flex flex-col gap-3">
      <Filtres>
        <Input
          type="search"
          aria-label={t('chercher')}
          placeholder={t('chercher')}
          value={filtres.q ?? ''}
          onChange={(event) => changer({ q: event.target.value })}
        />
        <Select
          aria-label={t('fonction')}
          vide={t('toutesFonctions')}
          choix={(['agent', 'admin', 'direction'] as const).map((valeur) => ({
            valeur,
            libelle: t(`fonctions.${valeur}`),
          }))}
          value={filtres.fonction ?? ''}
          onChange={(event) => changer({ fonction: event.target.value })}
        />
        <Select
          aria-label={t('etat')}
          vide={t('tousEtats')}
          choix={[
            { valeur: 'true', libelle: t('actifs') },
            { valeur: 'false', libelle: t('inactifs') },
          ]}
          value={filtres.actif ?? ''}
          onChange={(event) => changer({ actif: event.target.value })}
        />
      </Filtres>
      <Table
        legende={t('titre')}
        colonnes={useColonnes()}
        items={liste.items}
        idDe={(un) => un.id}
        tri={filtres.tri}
        onTri={(tri) => changer({ tri })}
        onOuvrir={(un) => changer({ membre: un.id })}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        vide={<EmptyState titre={t('vide')} aide={t('videAide')} />}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
      />
    </div>
  );
}
