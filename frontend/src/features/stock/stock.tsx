import { MapPinned } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useDebounce } from '@/lib/debounce';
import { useFiltres } from '@/lib/filtres';
import { useCan } from '@/lib/session';
import { isAway } from '@/offline/lecture';
import { type ColisStock, useStockLocal } from '@/offline/stock-local';
import { Badge, BadgeColis } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Code, Depuis, Poids, Telephone } from '@/ui/format';
import { Input } from '@/ui/input';
import { Filtres, Page } from '@/ui/page';
import { Segments, Select } from '@/ui/select';
import { useSelection } from '@/ui/selection';
import { type Colonne, Table } from '@/ui/table';
import { BarreStock } from './barre';
import { keepMatching } from './filtre';
import { type FiltresStock, useEmplacements, useStock } from './queries';

const AGES = ['', '7', '15', '30'] as const;

function useColonnes(): Colonne<ColisStock>[] {
  const { t } = useTranslation('stock');
  return [
    {
      id: 'colis',
      titre: t('colonnes.colis'),
      rendu: (colis) => (
        <span className="flex flex-col gap-0.5">
          <span className="flex flex-wrap items-center gap-x-2">
            <Code code={colis.code_suivi} />
            {colis.total > 1 ? (
              <span className="chiffres text-xs text-discret">
                {colis.rang}/{colis.total}
              </span>
            ) : null}
            {colis.endommage ? <Badge ton="danger">{t('endommage')}</Badge> : null}
          </span>
          <span className="text-xs text-discret">
            {colis.destinataire_nom}
            <span className="sm:hidden">
              {' · '}
              {colis.emplacement?.code ?? t('sansPlace')} · {t('jours', { count: colis.age_j })}
            </span>
          </span>
        </span>
      ),
    },
    {
      id: 'telephone',
      titre: t('colonnes.telephone'),
      rendu: (colis) => <Telephone numero={colis.destinataire_telephone} />,
      bureau: true,
    },
    {
      id: 'etat',
      titre: t('colonnes.etat'),
      rendu: (colis) => <BadgeColis etat={colis.statut} bloque={colis.blocage !== null} />,
      bureau: true,
    },
    {
      id: 'place',
      titre: t('colonnes.place'),
      rendu: (colis) => (
        <span className="chiffres">
          {colis.emplacement?.code ?? <span className="text-discret">{t('sansPlace')}</span>}
        </span>
      ),
      bureau: true,
    },
    {
      id: 'age',
      titre: t('colonnes.age'),
      tri: 'arrive_le',
      droite: true,
      rendu: (colis) => t('jours', { count: colis.age_j }),
      bureau: true,
    },
    {
      id: 'poids',
      titre: t('colonnes.poids'),
      droite: true,
      rendu: (colis) => <Poids g={colis.poids_g} />,
      bureau: true,
    },
    {
      id: 'du',
      titre: t('colonnes.du'),
      tri: 'du',
      droite: true,
      rendu: (colis) => (
        <Argent
          valeur={colis.du}
          className={colis.du.montant > 0 ? 'font-semibold' : 'text-discret'}
        />
      ),
    },
  ];
}

function BarreFiltres({
  filtres,
  changer,
}: {
  filtres: FiltresStock;
  changer: (changements: FiltresStock) => void;
}) {
  const { t } = useTranslation('stock');
  const emplacements = useEmplacements();
  const [saisie, setSaisie] = useState(filtres.q ?? '');
  const q = useDebounce(saisie);
  // Only what is typed moves the address; the address moving does not type.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the typing rests.
  useEffect(() => {
    if (q !== (filtres.q ?? '')) changer({ q });
  }, [q]);
  return (
    <Filtres>
      <Input
        type="search"
        aria-label={t('chercher')}
        placeholder={t('chercher')}
        value={saisie}
        onChange={(event) => setSaisie(event.target.value)}
      />
      <Select
        aria-label={t('colonnes.place')}
        vide={t('toutesPlaces')}
        choix={emplacements.map(({ id, code }) => ({ valeur: id, libelle: code }))}
        value={filtres.emplacement ?? ''}
        onChange={(event) => changer({ emplacement: event.target.value })}
      />
      <Segments
        libelle={t('colonnes.age')}
        valeur={filtres.age_min_j ?? ''}
        choix={AGES.map((valeur) => ({
          valeur,
          libelle: valeur === '' ? t('tousAges') : t('agePlus', { count: Number(valeur) }),
        }))}
        onChange={(age_min_j) => changer({ age_min_j })}
      />
    </Filtres>
  );
}

/** Without a network the list is filtered out of the kept depot. */
function useColisVus(filtres: FiltresStock) {
  const liste = useStock(filtres);
  const local = useStockLocal();
  const coupe = isAway(liste.erreur) && liste.items.length === 0;
  if (!coupe || !local.data) return { ...liste, garde_le: null };
  return {
    ...liste,
    items: keepMatching(local.data.valeur, filtres),
    erreur: null,
    reste: false,
    garde_le: local.data.garde_le,
  };
}

/** What is in the depot, where, and since when. */
export function Stock() {
  const { t } = useTranslation('stock');
  const navigate = useNavigate();
  const [filtres, changer] = useFiltres(['emplacement', 'age_min_j', 'q', 'tri']);
  const liste = useColisVus(filtres);
  const selection = useSelection();
  const colonnes = useColonnes();
  const peutRanger = useCan('rangement.placer');
  return (
    <Page
      titre={t('titre')}
      sousTitre={
        liste.garde_le ? (
          <>
            {t('listeGardee')} <Depuis le={liste.garde_le} />
          </>
        ) : undefined
      }
      actions={
        peutRanger ? (
          <Button asChild variante="principal">
            <Link to="/stock/ranger">
              <MapPinned aria-hidden />
              {t('ranger.titre')}
            </Link>
          </Button>
        ) : null
      }
    >
      <BarreFiltres filtres={filtres} changer={changer} />
      <Table
        legende={t('titre')}
        colonnes={colonnes}
        items={liste.items}
        idDe={(colis) => colis.colis_id}
        selection={selection}
        tri={filtres.tri}
        onTri={(tri) => changer({ tri })}
        onOuvrir={(colis) => navigate(`/colis/${colis.colis_id}`)}
        ton={(colis) => (colis.blocage ? 'danger' : undefined)}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        vide={<EmptyState titre={t('vide')} aide={t('videAide')} />}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
      />
      <BarreStock
        choisis={liste.items.filter(({ colis_id }) => selection.choisis.has(colis_id))}
        onVider={selection.vider}
      />
    </Page>
  );
}
