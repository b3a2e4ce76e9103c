import { Download, FileText, Sheet as Tableur } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '@/lib/download';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { useCan, useFuseau } from '@/lib/session';
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

interface FiltrageProps {
  filtres: FiltresUrl;
  changer: (un: FiltresUrl) => void;
}

/** Who and when: for those who read more than their own day. */
function QuiEtQuand({ filtres, changer, pays }: FiltrageProps & { pays: string | null }) {
  const { t } = useTranslation('audit');
  const personnes = usePersonnes(pays);
  return (
    <>
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
    </>
  );
}

function Filtrage({
  filtres,
  changer,
  pays,
  tous,
}: FiltrageProps & { pays: string | null; tous: boolean }) {
  const { t } = useTranslation('audit');
  const mots = useMots();
  return (
    <Filtres>
      <Select
        aria-label={t('acte')}
        vide={t('tousActes')}
        choix={FAMILLES.map((valeur) => ({ valeur, libelle: mots.famille(valeur) }))}
        value={filtres.action?.split('.')[0] ?? ''}
        onChange={(event) => changer({ action: event.target.value })}
      />
      {tous ? <QuiEtQuand filtres={filtres} changer={changer} pays={pays} /> : null}
      {filtres.sujet ? (
        <Button onClick={() => changer({ sujet: undefined })}>{t('unSujet')} ×</Button>
      ) : null}
    </Filtres>
  );
}

function Exporter({ params }: { params: ReturnType<typeof paramsOf> }) {
  const { t } = useTranslation('audit');
  const [exporte, setExporte] = useState(false);

  async function exporter(format: 'csv' | 'pdf'): Promise<void> {
    setExporte(true);
    await download(`/audit/export.${format}`, params, `audit.${format}`).catch(toastError);
    setExporte(false);
  }

  return (
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
  );
}

/**
 * The journal of acts: search it, read what each changed, take it away as CSV or PDF, check its
 * seals. An agent reads their own acts of the day.
 */
export function Audit() {
  const { t } = useTranslation('audit');
  const [filtres, changer] = useFiltres(CLES);
  const [ouverte, setOuverte] = useState<Entree | null>(null);
  const tous = useCan('audit.exporter');
  const verifie = useCan('audit.verifier');
  const pays = usePaysVu();
  const params = paramsOf(filtres, pays, useFuseau());
  const liste = useEntrees(params);

  return (
    <Page
      titre={t('titre')}
      sousTitre={t(tous ? 'sousTitre' : 'sousTitreJour')}
      actions={tous ? <Exporter params={params} /> : undefined}
    >
      {verifie ? <Sceaux /> : null}
      <Filtrage filtres={filtres} changer={changer} pays={pays} tous={tous} />
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
