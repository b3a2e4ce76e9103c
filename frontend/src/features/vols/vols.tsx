import { Plane, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFiltres } from '@/lib/filtres';
import { MODES } from '@/lib/nomenclature';
import { useCan } from '@/lib/session';
import { useDestinations } from '@/offline/destinations';
import { BadgeVol } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Moment, Nombre } from '@/ui/format';
import { Input } from '@/ui/input';
import { Filtres, Page } from '@/ui/page';
import { Select } from '@/ui/select';
import { type Colonne, Table } from '@/ui/table';
import { OuvertureVol } from './ouverture';
import { useVols, type Vol } from './queries';
import { JaugeLigne } from './remplissage';

const ETATS = ['ouvert', 'cloture', 'parti', 'arrive', 'en_douane', 'pointe', 'annule'] as const;
const CLES = ['q', 'statut', 'pays', 'mode'] as const;

function Identite({ vol }: { vol: Vol }) {
  const { t } = useTranslation(['vols', 'commun']);
  return (
    <span className="flex min-w-40 flex-col">
      {vol.numero ? (
        <span className="chiffres font-semibold">{vol.numero}</span>
      ) : (
        <span className="font-medium text-discret">{t('sansNumero')}</span>
      )}
      <span className="text-xs text-discret">
        {t(`commun:pays.${vol.pays_destination as 'ML'}`)} · {t(`modes.${vol.mode as 'cargo'}`)}
      </span>
    </span>
  );
}

function useColonnes(): Colonne<Vol>[] {
  const { t } = useTranslation('vols');
  return [
    { id: 'vol', titre: t('vol'), rendu: (vol) => <Identite vol={vol} /> },
    { id: 'etat', titre: t('etat'), rendu: (vol) => <BadgeVol etat={vol.statut} /> },
    {
      id: 'lta',
      titre: t('lta'),
      bureau: true,
      rendu: (vol) => <span className="chiffres">{vol.lta || '—'}</span>,
    },
    {
      id: 'colis',
      titre: t('colis'),
      droite: true,
      rendu: (vol) => <Nombre n={vol.remplissage.colis} />,
    },
    {
      id: 'remplissage',
      titre: t('remplissage'),
      bureau: true,
      rendu: (vol) => <JaugeLigne remplissage={vol.remplissage} />,
    },
    {
      id: 'depart',
      titre: t('depart'),
      bureau: true,
      rendu: (vol) => <Moment le={vol.parti_le ?? vol.depart_prevu} fuseau={vol.fuseau_depart} />,
    },
    {
      id: 'arrivee',
      titre: t('arrivee'),
      bureau: true,
      rendu: (vol) => (
        <Moment le={vol.arrive_le ?? vol.arrivee_prevue} fuseau={vol.fuseau_arrivee} />
      ),
    },
  ];
}

function FiltresVols() {
  const { t } = useTranslation(['vols', 'commun']);
  const [filtres, changer] = useFiltres(CLES);
  const destinations = useDestinations();
  return (
    <Filtres>
      <Input
        type="search"
        aria-label={t('chercher')}
        placeholder={t('chercher')}
        defaultValue={filtres.q ?? ''}
        className="sm:w-52"
        onChange={(event) => changer({ q: event.target.value.trim() })}
      />
      <Select
        aria-label={t('etat')}
        vide={t('tousLesEtats')}
        choix={ETATS.map((valeur) => ({ valeur, libelle: t(`commun:etatVol.${valeur}`) }))}
        value={filtres.statut ?? ''}
        onChange={(event) => changer({ statut: event.target.value })}
      />
      <Select
        aria-label={t('destination')}
        vide={t('toutesDestinations')}
        choix={destinations.map(({ code, nom }) => ({ valeur: code, libelle: nom }))}
        value={filtres.pays ?? ''}
        onChange={(event) => changer({ pays: event.target.value })}
      />
      <Select
        aria-label={t('mode')}
        vide={t('tousLesModes')}
        choix={MODES.map((valeur) => ({ valeur, libelle: t(`modes.${valeur}`) }))}
        value={filtres.mode ?? ''}
        onChange={(event) => changer({ mode: event.target.value })}
      />
    </Filtres>
  );
}

export function Vols() {
  const { t } = useTranslation(['vols', 'commun']);
  const navigate = useNavigate();
  const [filtres] = useFiltres(CLES);
  const liste = useVols(filtres);
  const [ouverture, setOuverture] = useState(false);
  const peutOuvrir = useCan('vol.ouvrir');
  const filtree = Object.values(filtres).some((valeur) => valeur !== undefined);
  const colonnes = useColonnes();
  return (
    <Page
      titre={t('titre')}
      actions={
        peutOuvrir ? (
          <Button variante="principal" onClick={() => setOuverture(true)}>
            <Plus aria-hidden />
            {t('ouvrir')}
          </Button>
        ) : null
      }
    >
      <FiltresVols />
      <Table
        legende={t('titre')}
        colonnes={colonnes}
        items={liste.items}
        idDe={(vol) => vol.id}
        onOuvrir={(vol) => void navigate(`/vols/${vol.id}`)}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
        vide={
          <EmptyState
            icone={Plane}
            titre={filtree ? t('videFiltres') : t('vide')}
            aide={filtree || !peutOuvrir ? undefined : t('videAide')}
          />
        }
      />
      <OuvertureVol ouvert={ouverture} onOuvert={setOuverture} />
    </Page>
  );
}
