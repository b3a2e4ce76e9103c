import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Lignes } from '@/ui/skeleton';
import { CarteVol } from './carte-vol';
import { useVolsAPointer } from './queries';

/** On the destinations' homes: what is to be checked in. */
export function PanneauPointage() {
  const { t } = useTranslation('pointage');
  const { data, isPending, error, refetch } = useVolsAPointer();
  if (isPending) return <Lignes nombre={2} />;
  if (!data) return <ErrorState erreur={error} onReessayer={() => void refetch()} />;
  const vols = data.valeur.items;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-sm font-semibold">{t('aPointer')}</h2>
      {vols.length === 0 ? <EmptyState titre={t('aucunVol')} aide={t('aucunVolAide')} /> : null}
      {vols.slice(0, 4).map((vol) => (
        <CarteVol key={vol.id} vol={vol} />
      ))}
    </section>
  );
}
