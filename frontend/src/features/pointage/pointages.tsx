import { PlaneLanding } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Depuis } from '@/ui/format';
import { Page } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { CarteVol } from './carte-vol';
import { useVolsAPointer, useVolsPointes, type VolAPointer } from './queries';

function Groupe({ titre, vols }: { titre: ReactNode; vols: readonly VolAPointer[] }) {
  if (vols.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold text-discret">{titre}</h2>
      <div className="grid grid-cols-1 gap-2 lg:grid-cols-2">
        {vols.map((vol) => (
          <CarteVol key={vol.id} vol={vol} />
        ))}
      </div>
    </section>
  );
}

const AU_SOL = new Set(['arrive', 'en_douane']);

/** Flights on the ground first, then those coming, then the last ones closed. */
export function Pointages() {
  const { t } = useTranslation('pointage');
  const vols = useVolsAPointer();
  const pointes = useVolsPointes();
  const items = vols.data?.valeur.items ?? [];
  const garde_le = vols.data?.garde_le ?? null;
  return (
    <Page
      titre={t('titre')}
      sousTitre={
        garde_le ? (
          <>
            {t('listeGardee')} <Depuis le={garde_le} />
          </>
        ) : (
          t('sousTitre')
        )
      }
    >
      {vols.isPending ? <Lignes nombre={4} /> : null}
      {vols.error && !vols.data ? (
        <ErrorState erreur={vols.error} onReessayer={() => void vols.refetch()} />
      ) : null}
      {vols.data && items.length === 0 ? (
        <EmptyState titre={t('aucunVol')} aide={t('aucunVolAide')} icone={PlaneLanding} />
      ) : null}
      <Groupe titre={t('auSol')} vols={items.filter((vol) => AU_SOL.has(vol.statut))} />
      <Groupe titre={t('enRoute')} vols={items.filter((vol) => !AU_SOL.has(vol.statut))} />
      <Groupe titre={t('dejaPointes')} vols={pointes.data?.valeur.items ?? []} />
    </Page>
  );
}
