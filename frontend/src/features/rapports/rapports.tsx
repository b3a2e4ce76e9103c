import { Download, FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download, openFile } from '@/lib/download';
import { useFiltres } from '@/lib/filtres';
import { FUSEAUX, formatDate } from '@/lib/format';
import { startOfDay } from '@/lib/jour';
import { useLangue } from '@/lib/langue';
import { usePaysVu } from '@/lib/pays-vu';
import { useUtilisateur } from '@/lib/session';
import { Badge, type Ton } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Moment } from '@/ui/format';
import { Filtres, Page } from '@/ui/page';
import { Select } from '@/ui/select';
import { type Colonne, Table } from '@/ui/table';
import { toastError } from '@/ui/toast';
import { DemandeRapport } from './demande';
import { isEnCours, type Rapport, STATUTS, type Statut, useAgents, useRapports } from './queries';

const TONS: Readonly<Record<Statut, Ton>> = {
  en_attente: 'neutre',
  en_cours: 'info',
  pret: 'succes',
  echec: 'danger',
};
const FORMATS = ['csv', 'xlsx'] as const;

function Fichiers({ rapport }: { rapport: Rapport }) {
  const { t } = useTranslation('rapports');
  const [occupe, setOccupe] = useState<string | null>(null);
  const nom = `journee-${rapport.debut}`;

  async function fetchFile(format: string, faire: () => Promise<void>): Promise<void> {
    setOccupe(format);
    await faire().catch(toastError);
    setOccupe(null);
  }

  if (rapport.statut !== 'pret') {
    return (
      <span className="text-xs text-discret">
        {isEnCours(rapport) ? t('patientez') : t('redemandez')}
      </span>
    );
  }
  return (
    <span className="flex flex-wrap justify-end gap-1.5">
      <Button
        taille="s"
        occupe={occupe === 'pdf'}
        onClick={() => void fetchFile('pdf', () => openFile(`/rapports/${rapport.id}.pdf`))}
      >
        <FileText aria-hidden />
        PDF
      </Button>
      {FORMATS.map((format) => (
        <Button
          key={format}
          taille="s"
          variante="discret"
          occupe={occupe === format}
          aria-label={t('telecharger', { format: format.toUpperCase() })}
          onClick={() =>
            void fetchFile(format, () =>
              download(`/rapports/${rapport.id}.${format}`, undefined, `${nom}.${format}`),
            )
          }
        >
          <Download aria-hidden className="max-sm:hidden" />
          {format.toUpperCase()}
        </Button>
      ))}
    </span>
  );
}

function useColonnes(): Colonne<Rapport>[] {
  const { t } = useTranslation(['rapports', 'commun']);
  const langue = useLangue((etat) => etat.langue);
  const moi = useUtilisateur();
  const agents = useAgents(null);
  const nomDe = (id: string | null): string => {
    if (id === null) return t('tousAgents');
    if (id === moi.id) return moi.nom;
    return agents.data?.find((un) => un.id === id)?.nom ?? t('unAgent');
  };
  const jourDe = ({ debut, pays }: Rapport): string => {
    const fuseau = FUSEAUX[pays] ?? 'UTC';
    return formatDate(startOfDay(debut, fuseau) ?? debut, fuseau, 'jour', langue);
  };
  return [
    {
      id: 'jour',
      titre: t('jour'),
      rendu: (un) => (
        <span className="flex flex-col">
          <span className="font-medium">{jourDe(un)}</span>
          <span className="text-xs text-discret">
            {nomDe(un.agent_id)}
            {moi.pays === null ? ` · ${t(`commun:pays.${un.pays as 'ML'}`)}` : null}
          </span>
        </span>
      ),
    },
    {
      id: 'statut',
      titre: t('etat'),
      rendu: (un) => (
        <span className="flex flex-wrap gap-1">
          <Badge ton={TONS[un.statut]}>{t(`statuts.${un.statut}`)}</Badge>
          {un.provisoire ? <Badge ton="alerte">{t('provisoire')}</Badge> : null}
          {un.remplace && !un.provisoire ? <Badge ton="neutre">{t('definitif')}</Badge> : null}
        </span>
      ),
    },
    {
      id: 'demande',
      titre: t('demandeLe'),
      bureau: true,
      rendu: (un) => <Moment le={un.demande_le} />,
    },
    {
      id: 'empreinte',
      titre: t('empreinte'),
      bureau: true,
      rendu: (un) => (
        <span className="chiffres text-xs text-discret" title={un.sha256}>
          {un.sha256.slice(0, 12) || '—'}
        </span>
      ),
    },
    {
      id: 'fichiers',
      titre: t('fichiers'),
      droite: true,
      rendu: (un) => <Fichiers rapport={un} />,
    },
  ];
}

export function Rapports() {
  const { t } = useTranslation('rapports');
  const [{ statut }, changer] = useFiltres(['statut']);
  const pays = usePaysVu();
  const liste = useRapports({ statut, pays: pays ?? undefined });
  return (
    <Page titre={t('titre')} sousTitre={t('sousTitre')}>
      <DemandeRapport />
      <Filtres>
        <Select
          aria-label={t('etat')}
          vide={t('tousEtats')}
          choix={STATUTS.map((valeur) => ({ valeur, libelle: t(`statuts.${valeur}`) }))}
          value={statut ?? ''}
          onChange={(event) => changer({ statut: event.target.value })}
        />
      </Filtres>
      <Table
        legende={t('titre')}
        colonnes={useColonnes()}
        items={liste.items}
        idDe={(un) => un.id}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        vide={<EmptyState titre={t('vide')} aide={t('videAide')} />}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
      />
    </Page>
  );
}
