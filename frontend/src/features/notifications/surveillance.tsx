import { useTranslation } from 'react-i18next';
import { usePaysVu } from '@/lib/pays-vu';
import { ErrorState } from '@/ui/error-state';
import { Carte } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { Alertes } from './alertes';
import { Capacites } from './capacites';
import { ParEtape, Resume } from './chiffres';
import { Debits } from './debits';
import { useSante } from './queries';

/** What an operator must see within a minute: alarms, rates, what waits and since when. */
export function Surveillance() {
  const { t } = useTranslation(['veille', 'notifications']);
  const { data, error, refetch } = useSante();
  const pays = usePaysVu();
  if (!data) {
    return error ? (
      <ErrorState erreur={error} onReessayer={() => void refetch()} />
    ) : (
      <Lignes nombre={6} />
    );
  }
  const ici = ({ pays: code }: { pays: string }): boolean => pays === null || code === pays;
  return (
    <div className="flex flex-col gap-4">
      <Resume sante={data} />
      <Alertes />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Carte titre={t('debits')}>
          <Debits debits={data.debits.filter(ici)} />
        </Carte>
        <Carte titre={t('capacites')}>
          <Capacites capacites={data.capacites.filter(ici)} />
        </Carte>
        <Carte titre={t('notifications:parEtape')} className="lg:col-span-2">
          <ParEtape comptes={data.par_statut_24h.filter(ici)} />
        </Carte>
      </div>
    </div>
  );
}
