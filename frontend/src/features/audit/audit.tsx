import { Download, FileText, Sheet as Tableur } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '@/lib/download';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { useFuseau } from '@/lib/session';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Moment } from '@/ui/format';
import { Champ, Input } from '@/ui/input';
import { Menu, MenuLigne } from '@/ui/menu';
import { Filtres, Page } from '@/ui/page';
import { Select } from '@/ui/select';
import { type Colonne, Table } from '@/ui/table';
import { toastError } from '@/ui/toast';
import { type Entree, FAMILLES } from './entree';
import { FicheEntree } from './fiche';
import { useMots } from './mots';
import { type FiltresUrl, paramsOf, useEntrees, usePersonnes } from './queries';
import { Sceaux } from './sceaux';

const CLES = ['action', 'acteur', 'sujet', 'du', 'au'] as const;

function useColonnes(): Colonne<Entree>[] {
  const { t } = useTranslation(['audit', 'commun']);
  const mots = useMots();
  return [
    {
      id: 'quand',
      titre: t('quand'),
      rendu: (une) => (
        <span className="flex flex-col">
          <Moment le={une.enregistre_le} />
          <span className="text-xs text-discret sm:hidden">{une.acteur || t('inconnu')}</span>
        </span>
      ),
    },
    {
      id: 'acteur',
      titre: t('acteur'),
      bureau: true,
      rendu: (une) => (
        <span className="flex flex-col">
          <span>{une.acteur || t('inconnu')}</span>
          <span className="text-xs text-discret">
            {t(`commun:roles.${une.acteur_role as 'direction'}`, {
              defaultValue: une.acteur_role,
            })}
          </span>
        </span>
      ),
    },
    {
      id: 'action',
      titre: t('acte'),
      rendu: (une) => (
        <span className="flex flex-col">
          <span className="font-medium">{mots.action(une.action)}</span>
          {une.motif ? <span className="text-xs text-discret">{une.motif}</span> : null}
        </span>
      ),
    },
    { id: 'sujet', titre: t('sujet'), bureau: true, rendu: (une) => mots.sujet(une.sujet_type) },
  ];
}

function Filtrage({
  filtres,
  changer,
  pays,
}: {
  filtres: FiltresUrl;
  changer: (un: FiltresUrl) => void;
  pays: string | null;
}) {
  const { t } = useTranslation('audit');
  const mots = useMots();
  const personnes = usePersonnes(pays);
  return (
    <Filtres>
      <Select
        aria-label={t('acte')}
        vide={t('tousActes')}
        choix={FAMILLES.map((valeur) => ({ valeur, libelle: mots.famille(valeur) }))}
        value={filtres.action?.split('.')[0] ?? ''}
        onChange={(event) => changer({ action: event.target.value })}
      />
      <Select
        aria-label={t('acteur')}
        vide={t('tousActeurs')}
        choix={(personnes.data ?? []).map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
        value={filtres.acteur ?? ''}
        onChange={(event) => changer({ acteur: event.target.value })}
      />
      {(['du', 'au'] as const).map((borne) => (
        <Champ key={borne} libelle={t(borne)}>
          {(lien) => (
            <Input
              {...lien}
              type="date"
              value={filtres[borne] ?? ''}
              onChange={(event) => changer({ [borne]: event.target.value })}
            />
          )}
        </Champ>
      ))}
      {filtres.sujet ? (
        <Button onClick={() => changer({ sujet: undefined })}>{t('unSujet')} ×</Button>
      ) : null}
    </Filtres>
  );
}

/** The journal of acts: search it, read what each changed, take it away as CSV or PDF, check its seals. */
export function Audit() {
  const { t } = useTranslation('audit');
  const [filtres, changer] = useFiltres(CLES);
  const [ouverte, setOuverte] = useState<Entree | null>(null);
  const [exporte, setExporte] = useState(false);
  const pays = usePaysVu();
  const params = paramsOf(filtres, pays, useFuseau());
  const liste = useEntrees(params);

  async function exporter(format: 'csv' | 'pdf'): Promise<void> {
    setExporte(true);
    await download(`/audit/export.${format}`, params, `audit.${format}`).catch(toastError);
    setExporte(false);
  }

  return (
    <Page
      titre={t('titre')}
      sousTitre={t('sousTitre')}
      actions={
        <Menu
          declencheur={
            <Button occupe={exporte}>
              <Download aria-hidden />
              {t('exporter')}
            </Button>
          }
        >
          <MenuLigne onSelect={() => void exporter('csv')}>
            <Tableur aria-hidden />
            {t('exporterCsv')}
          </MenuLigne>
          <MenuLigne onSelect={() => void exporter('pdf')}>
            <FileText aria-hidden />
            {t('exporterPdf')}
          </MenuLigne>
        </Menu>
      }
    >
      <Sceaux />
      <Filtrage filtres={filtres} changer={changer} pays={pays} />
      <Table
        legende={t('titre')}
        colonnes={useColonnes()}
        items={liste.items}
        idDe={(une) => une.id}
        onOuvrir={setOuverte}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        vide={<EmptyState titre={t('vide')} aide={t('videAide')} />}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
      />
      {ouverte ? <FicheEntree entree={ouverte} onFerme={() => setOuverte(null)} /> : null}
    </Page>
  );
}
