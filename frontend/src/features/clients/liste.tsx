import { Download, Search, Upload, UserPlus, Users } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { download } from '@/lib/download';
import { useFiltres } from '@/lib/filtres';
import { useUtilisateur } from '@/lib/session';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Moment, Telephone } from '@/ui/format';
import { Input } from '@/ui/input';
import { Menu, MenuLigne } from '@/ui/menu';
import { Filtres, Page } from '@/ui/page';
import { type Colonne, Table } from '@/ui/table';
import { toastError } from '@/ui/toast';
import { FormulaireClient } from './formulaire';
import { type Client, useClients } from './queries';

const CHIFFRES_MIN = 8;

/** Digits need eight, letters two: below that the server refuses, so it is not asked. */
export function worthAsking(q: string | undefined): boolean {
  if (q === undefined) return false;
  if (/^[\d\s+().-]+$/.test(q)) return q.replace(/\D/g, '').length >= CHIFFRES_MIN;
  return q.replace(/\s/g, '').length >= 2;
}

function useColonnes(): Colonne<Client>[] {
  const { t } = useTranslation(['clients', 'commun']);
  return [
    {
      id: 'nom',
      titre: t('nom'),
      rendu: (un) => <span className="font-medium">{un.nom}</span>,
    },
    { id: 'telephone', titre: t('telephone'), rendu: (un) => <Telephone numero={un.telephone} /> },
    {
      id: 'pays',
      titre: t('pays'),
      bureau: true,
      rendu: (un) => t(`commun:pays.${un.pays as 'ML'}`, { defaultValue: un.pays }),
    },
    {
      id: 'langue',
      titre: t('langue'),
      bureau: true,
      rendu: (un) => t(`langues.${un.langue as 'fr'}`),
    },
    {
      id: 'whatsapp',
      titre: t('whatsapp'),
      bureau: true,
      rendu: ({ consentement_whatsapp: accord }) => {
        if (accord === null) return <Badge>{t('consentement.inconnu')}</Badge>;
        return accord ? (
          <Badge ton="succes">{t('consentement.oui')}</Badge>
        ) : (
          <Badge ton="danger">{t('consentement.non')}</Badge>
        );
      },
    },
    {
      id: 'depuis',
      titre: t('depuis'),
      bureau: true,
      rendu: (un) => <Moment le={un.cree_le} style="jour" />,
    },
  ];
}

function Exporter() {
  const { t } = useTranslation('clients');
  const [occupe, setOccupe] = useState(false);

  function save(format: 'csv' | 'xlsx'): void {
    setOccupe(true);
    download('/clients/export', { format }, `clients.${format}`)
      .catch(toastError)
      .finally(() => setOccupe(false));
  }

  return (
    <Menu
      declencheur={
        <Button occupe={occupe}>
          <Download aria-hidden />
          {t('exporter')}
        </Button>
      }
    >
      <MenuLigne onSelect={() => save('xlsx')}>XLSX</MenuLigne>
      <MenuLigne onSelect={() => save('csv')}>CSV</MenuLigne>
    </Menu>
  );
}

function Vide({ q, origine }: { q: string | undefined; origine: boolean }) {
  const { t } = useTranslation('clients');
  if (q && worthAsking(q)) {
    return <EmptyState icone={Users} titre={t('videRecherche', { q })} />;
  }
  if (origine) return <EmptyState icone={Search} titre={t('aTaper')} aide={t('aTaperAide')} />;
  return <EmptyState icone={Users} titre={t('vide')} />;
}

function Actions({ onNouveau }: { onNouveau: () => void }) {
  const { t } = useTranslation('clients');
  const { actions } = useUtilisateur();
  const peut = (action: string): boolean => actions.includes(action);
  return (
    <>
      {peut('client.exporter') ? <Exporter /> : null}
      {peut('client.importer') ? (
        <Button asChild>
          <Link to="/clients/import">
            <Upload aria-hidden />
            {t('importer')}
          </Link>
        </Button>
      ) : null}
      {peut('client.modifier') ? (
        <Button variante="principal" onClick={onNouveau}>
          <UserPlus aria-hidden />
          {t('nouveau')}
        </Button>
      ) : null}
    </>
  );
}

/** By phone everywhere; by name in one's own country. */
export function ListeClients() {
  const { t } = useTranslation('clients');
  const navigate = useNavigate();
  const { pays } = useUtilisateur();
  const origine = pays === 'CN';
  const [filtres, changer] = useFiltres(['q'] as const);
  const q = useDeferredValue(filtres.q);
  const [nouveau, setNouveau] = useState(false);
  const demande = worthAsking(q);
  const liste = useClients(demande ? q : undefined, demande || !origine);
  const colonnes = useColonnes();
  return (
    <Page titre={t('titre')} actions={<Actions onNouveau={() => setNouveau(true)} />}>
      <Filtres>
        <Input
          type="search"
          autoFocus
          aria-label={t('chercher')}
          placeholder={origine ? t('cherchAideOrigine') : t('chercher')}
          defaultValue={filtres.q ?? ''}
          className="sm:w-96"
          onChange={(event) => changer({ q: event.target.value.trim() })}
        />
      </Filtres>
      <Table
        legende={t('titre')}
        colonnes={colonnes}
        items={demande || !origine ? liste.items : []}
        idDe={(un) => un.id}
        onOuvrir={(un) => void navigate(`/clients/${un.id}`)}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
        vide={<Vide q={q} origine={origine} />}
      />
      <FormulaireClient
        ouvert={nouveau}
        onOuvert={setNouveau}
        onFait={({ id }) => void navigate(`/clients/${id}`)}
      />
    </Page>
  );
}
