import { PackageMinus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatCodeSuivi } from '@/lib/code-suivi';
import type { OpAttente } from '@/offline/etat';
import { capture } from '@/offline/outbox';
import { answer } from '@/station/sons';
import { BadgeColis } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Code, Poids } from '@/ui/format';
import { BarreSelection, useSelection } from '@/ui/selection';
import { type Colonne, Table } from '@/ui/table';
import { toast, toastError } from '@/ui/toast';
import { type ColisDuVol, useColisDuVol, type Vol } from './queries';

function useColonnes(partants: ReadonlySet<string>): Colonne<ColisDuVol>[] {
  const { t } = useTranslation(['vols', 'colis']);
  return [
    {
      id: 'code',
      titre: t('table.code'),
      rendu: (un) => (
        <span className="flex flex-col">
          <Code code={un.code_suivi} />
          <span className="text-xs text-discret sm:hidden">
            {un.client.nom} · <Poids g={un.poids_g} />
          </span>
        </span>
      ),
    },
    { id: 'client', titre: t('table.client'), bureau: true, rendu: (un) => un.client.nom },
    {
      id: 'categorie',
      titre: t('table.categorie'),
      bureau: true,
      rendu: (un) => t(`colis:categories.${un.categorie as 'standard'}`),
    },
    {
      id: 'etat',
      titre: t('etat'),
      rendu: (un) => (
        <BadgeColis etat={un.statut} bloque={un.blocage !== null} attente={partants.has(un.id)} />
      ),
    },
    {
      id: 'poids',
      titre: t('poids'),
      droite: true,
      bureau: true,
      rendu: (un) => <Poids g={un.poids_g} />,
    },
    {
      id: 'taxable',
      titre: t('taxable'),
      droite: true,
      bureau: true,
      rendu: (un) => <Poids g={un.poids_taxable_g} />,
    },
    {
      id: 'prix',
      titre: t('table.prix'),
      droite: true,
      bureau: true,
      rendu: (un) => <Argent valeur={un.prix} />,
    },
  ];
}

interface Props {
  vol: Vol;
  peutDecharger: boolean;
  attente: readonly OpAttente[];
}

/** What the flight carries; on an open one, cartons come off by selection. */
export function ABord({ vol, peutDecharger, attente }: Props) {
  const { t } = useTranslation(['vols', 'colis']);
  const navigate = useNavigate();
  const liste = useColisDuVol(vol.id);
  const selection = useSelection();
  const [occupe, setOccupe] = useState(false);
  const partants = useMemo(
    () =>
      new Set(
        attente
          .filter(({ type }) => type === 'vol.decharger')
          .map(({ op }) => String(op.enveloppe.payload.colis_id)),
      ),
    [attente],
  );
  const colonnes = useColonnes(partants);
  const choisis = liste.items.filter(({ id }) => selection.choisis.has(id));

  async function unload(): Promise<void> {
    setOccupe(true);
    try {
      for (const un of choisis) {
        await capture({
          type: 'vol.decharger',
          entity_id: vol.id,
          payload: { vol_id: vol.id, colis_id: un.id, survenu_le: new Date().toISOString() },
          codes: [un.code_suivi],
          resume: formatCodeSuivi(un.code_suivi),
        });
      }
      answer('ok');
      toast('succes', t('table.decharges', { count: choisis.length }));
      selection.vider();
    } catch (erreur) {
      toastError(erreur);
    } finally {
      setOccupe(false);
    }
  }

  return (
    <>
      <Table
        legende={t('aBord')}
        colonnes={colonnes}
        items={liste.items}
        idDe={(un) => un.id}
        onOuvrir={(un) => void navigate(`/colis/${un.id}`)}
        selection={peutDecharger ? selection : undefined}
        ton={(un) => (un.blocage === null ? undefined : 'danger')}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
        vide={
          <EmptyState
            titre={t('table.vide')}
            aide={peutDecharger ? t('table.videAide') : undefined}
          />
        }
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
        <Button taille="s" occupe={occupe} onClick={() => void unload()}>
          <PackageMinus aria-hidden />
          {t('table.decharger')}
        </Button>
      </BarreSelection>
    </>
  );
}
