import { Plus, Radio } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePaysVu } from '@/lib/pays-vu';
import { useCan } from '@/lib/session';
import { Attente } from '@/ui/attente';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Carte } from '@/ui/page';
import { LigneDeService } from './ligne';
import { CreationLigne } from './ligne-nouvelle';
import { useSante } from './queries';
import { type Ligne, USAGES, type Usage, useLignes, useOrdreLignes } from './queries-lignes';

interface Groupe {
  pays: string;
  usage: Usage;
  lignes: Ligne[];
}

/** Lines that carry the same messages: one country, one use, in the order they are served. */
export function groupsOf(lignes: readonly Ligne[], vu: string | null): Groupe[] {
  const pays = [...new Set(lignes.map((ligne) => ligne.pays))].filter(
    (code) => vu === null || code === vu,
  );
  return pays.flatMap((code) =>
    USAGES.map((usage) => ({
      pays: code,
      usage,
      lignes: lignes
        .filter((ligne) => ligne.pays === code && ligne.usage === usage)
        .sort((a, b) => a.ordre - b.ordre || a.id.localeCompare(b.id)),
    })).filter(({ lignes: siennes }) => siennes.length > 0),
  );
}

function Ordonnees({ groupe, reglable }: { groupe: Groupe; reglable: boolean }) {
  const { t } = useTranslation(['lignes', 'notifications', 'commun']);
  const sante = useSante();
  const ordre = useOrdreLignes();

  function move(rang: number, pas: -1 | 1): void {
    const suite = [...groupe.lignes];
    const [une] = suite.splice(rang, 1);
    if (!une) return;
    suite.splice(rang + pas, 0, une);
    ordre.mutate(suite);
  }

  const dernier = groupe.lignes.length - 1;
  return (
    <Carte
      titre={`${t(`commun:pays.${groupe.pays as 'ML'}`)} · ${t(`notifications:usages.${groupe.usage}`)}`}
    >
      <ol className="flex flex-col divide-y">
        {groupe.lignes.map((ligne, rang) => (
          <LigneDeService
            key={ligne.id}
            ligne={ligne}
            sante={sante.data?.lignes.find(({ id }) => id === ligne.id)}
            rang={dernier > 0 ? rang + 1 : null}
            reglable={reglable}
            monter={rang > 0 ? () => move(rang, -1) : undefined}
            descendre={rang < dernier ? () => move(rang, 1) : undefined}
          />
        ))}
      </ol>
    </Carte>
  );
}

/** The lines of each country: how they do, how they are set, and in which order they relay. */
export function LignesDeService() {
  const { t } = useTranslation('lignes');
  const lignes = useLignes();
  const pays = usePaysVu();
  const reglable = useCan('reglage.modifier');
  const [nouvelle, setNouvelle] = useState(false);
  const groupes = groupsOf(lignes.data ?? [], pays);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl text-sm text-discret">{t('intro')}</p>
        {reglable ? (
          <Button variante="principal" onClick={() => setNouvelle(true)}>
            <Plus aria-hidden />
            {t('nouvelle')}
          </Button>
        ) : null}
      </div>
      <Attente
        pret={lignes.data !== undefined}
        erreur={lignes.error}
        onReessayer={() => void lignes.refetch()}
      />
      {lignes.data && groupes.length === 0 ? (
        <EmptyState icone={Radio} titre={t('aucune')} aide={t('aucuneAide')} />
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {groupes.map((groupe) => (
          <Ordonnees key={`${groupe.pays}-${groupe.usage}`} groupe={groupe} reglable={reglable} />
        ))}
      </div>
      {nouvelle ? (
        <CreationLigne ordre={lignes.data?.length ?? 0} onFerme={() => setNouvelle(false)} />
      ) : null}
    </div>
  );
}
