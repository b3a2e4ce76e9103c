import { useQueryClient } from '@tanstack/react-query';
import { Package, SearchX } from 'lucide-react';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFiltres } from '@/lib/filtres';
import { useCan } from '@/lib/session';
import { useDestinations } from '@/offline/destinations';
import { useApresSync } from '@/offline/suite';
import { BadgeColis } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Code, Moment, Poids } from '@/ui/format';
import { Case, Input } from '@/ui/input';
import { Filtres, Page } from '@/ui/page';
import { Select } from '@/ui/select';
import { BarreSelection, useSelection } from '@/ui/selection';
import { type Colonne, Table } from '@/ui/table';
import { ChargerSelection } from './charger-selection';
import { type ColisLigne, useColisListe, useVolsRecents } from './queries';

const ETATS = [
  'recu',
  'groupe',
  'expedie',
  'arrive',
  'disponible',
  'remis',
  'manquant',
  'perdu',
  'retourne',
  'annule',
] as const;
const CLES = [
  'q',
  'statut',
  'vol',
  'pays_destination',
  'blocage',
  'client',
  'depuis',
  'tri',
] as const;

/** The server refuses a one-character search; until the second one the list stays whole. */
const worthAsking = (q: string | undefined): string | undefined =>
  q !== undefined && q.replace(/[^\p{L}\p{N}]/gu, '').length >= 2 ? q : undefined;

function useColonnes(): Colonne<ColisLigne>[] {
  const { t } = useTranslation('colis');
  return [
    {
      id: 'code',
      titre: t('liste.code'),
      rendu: (un) => (
        <span className="flex flex-col">
          <Code code={un.code_suivi} />
          <span className="text-xs text-discret sm:hidden">
            {un.client.nom} · <Poids g={un.poids_g} />
          </span>
        </span>
      ),
    },
    {
      id: 'client',
      titre: t('liste.client'),
      bureau: true,
      rendu: (un) => (
        <span className="flex flex-col">
          <span>{un.client.nom}</span>
          {un.total > 1 ? (
            <span className="chiffres text-xs text-discret">
              {un.rang}/{un.total}
            </span>
          ) : null}
        </span>
      ),
    },
    {
      id: 'contenu',
      titre: t('liste.contenu'),
      bureau: true,
      className: 'max-w-56',
      rendu: (un) => (
        <span className="flex min-w-0 flex-col">
          <span className="truncate">{un.contenu}</span>
          <span className="text-xs text-discret">
            {t(`categories.${un.categorie as 'standard'}`)} · {t(`modes.${un.mode as 'cargo'}`)} →{' '}
            {un.pays_destination}
          </span>
        </span>
      ),
    },
    {
      id: 'etat',
      titre: t('liste.statut'),
      rendu: (un) => <BadgeColis etat={un.statut} bloque={un.blocage !== null} />,
    },
    {
      id: 'poids',
      titre: t('liste.poids'),
      droite: true,
      bureau: true,
      rendu: (un) => <Poids g={un.poids_g} />,
    },
    {
      id: 'prix',
      titre: t('liste.prix'),
      droite: true,
      bureau: true,
      rendu: (un) => <Argent valeur={un.prix} />,
    },
    {
      id: 'reste',
      titre: t('liste.reste'),
      droite: true,
      bureau: true,
      rendu: (un) =>
        un.du.montant === 0 ? (
          <span className="text-succes">0</span>
        ) : (
          <Argent valeur={un.du} className="font-semibold" />
        ),
    },
    {
      id: 'enregistre',
      titre: t('liste.enregistre'),
      bureau: true,
      tri: 'enregistre_le',
      rendu: (un) => <Moment le={un.enregistre_le} />,
    },
  ];
}

function FiltresColis() {
  const { t } = useTranslation(['colis', 'commun']);
  const [filtres, changer] = useFiltres(CLES);
  const { data: vols } = useVolsRecents();
  const destinations = useDestinations();
  return (
    <Filtres>
      <Input
        type="search"
        aria-label={t('liste.chercher')}
        placeholder={t('liste.chercher')}
        defaultValue={filtres.q ?? ''}
        className="sm:w-80"
        onChange={(event) => changer({ q: event.target.value.trim() })}
      />
      <Select
        aria-label={t('liste.statut')}
        vide={t('liste.tousStatuts')}
        choix={ETATS.map((valeur) => ({ valeur, libelle: t(`commun:etatColis.${valeur}`) }))}
        value={filtres.statut ?? ''}
        onChange={(event) => changer({ statut: event.target.value })}
      />
      <Select
        aria-label={t('liste.vol')}
        vide={t('liste.tousVols')}
        choix={(vols?.items ?? []).map(({ id, numero, pays_destination }) => ({
          valeur: id,
          libelle: `${numero || t('liste.sansNumero')} → ${pays_destination}`,
        }))}
        value={filtres.vol ?? ''}
        onChange={(event) => changer({ vol: event.target.value })}
      />
      <Select
        aria-label={t('liste.destination')}
        vide={t('liste.toutesDestinations')}
        choix={destinations.map(({ code, nom }) => ({ valeur: code, libelle: nom }))}
        value={filtres.pays_destination ?? ''}
        onChange={(event) => changer({ pays_destination: event.target.value })}
      />
      <Case
        libelle={t('liste.bloques')}
        className="h-9 pointer-coarse:h-11"
        checked={filtres.blocage === 'true'}
        onChange={(event) => changer({ blocage: event.target.checked ? 'true' : undefined })}
      />
    </Filtres>
  );
}

function Vide({ filtree }: { filtree: boolean }) {
  const { t } = useTranslation('colis');
  const navigate = useNavigate();
  if (!filtree) return <EmptyState icone={Package} titre={t('liste.vide')} />;
  return (
    <EmptyState icone={SearchX} titre={t('liste.videFiltres')}>
      <Button onClick={() => void navigate('/colis')}>{t('liste.effacer')}</Button>
    </EmptyState>
  );
}

/** Every carton one may see; the filters are the address. */
export function ListeColis() {
  const { t } = useTranslation('colis');
  const navigate = useNavigate();
  const [filtres, changer] = useFiltres(CLES);
  const q = useDeferredValue(worthAsking(filtres.q));
  const liste = useColisListe({ ...filtres, q });
  const client = useQueryClient();
  useApresSync(() => void client.invalidateQueries({ queryKey: ['colis', 'liste'] }));
  const selection = useSelection();
  const peutCharger = useCan('vol.charger');
  const colonnes = useColonnes();
  const choisis = liste.items.filter(({ id }) => selection.choisis.has(id));
  const filtree = Object.values(filtres).some((valeur) => valeur !== undefined);
  return (
    <Page titre={t('titre')}>
      <FiltresColis />
      <Table
        legende={t('titre')}
        colonnes={colonnes}
        items={liste.items}
        idDe={(un) => un.id}
        tri={filtres.tri}
        onTri={(tri) => changer({ tri })}
        onOuvrir={(un) => void navigate(`/colis/${un.id}`)}
        selection={selection}
        ton={(un) => (un.blocage === null ? undefined : 'danger')}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
        vide={<Vide filtree={filtree} />}
      />
      <BarreSelection
        nombre={choisis.length}
        poids_g={choisis.reduce((somme, { poids_g }) => somme + poids_g, 0)}
        montant={{
          montant: choisis.reduce((somme, { du }) => somme + du.montant, 0),
          devise: choisis[0]?.du.devise ?? 'XOF',
        }}
        onVider={selection.vider}
      >
        {peutCharger ? <ChargerSelection choisis={choisis} onFait={selection.vider} /> : null}
      </BarreSelection>
    </Page>
  );
}
