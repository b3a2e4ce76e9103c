import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { Nombre } from '@/ui/format';
import type { Debit } from './queries';

function Cellule({ n, alerte = false }: { n: number; alerte?: boolean }) {
  return (
    <td
      className={cn(
        'py-1 pl-2 text-right whitespace-nowrap',
        n === 0 && 'text-discret',
        alerte && n > 0 && 'font-medium text-danger',
      )}
    >
      <Nombre n={n} />
    </td>
  );
}

/** What leaves now, by line and step: the last five minutes, the last hour, what failed in it. */
export function Debits({ debits }: { debits: readonly Debit[] }) {
  const { t } = useTranslation(['veille', 'notifications']);
  if (debits.length === 0) return <p className="text-sm text-discret">{t('aucunDebit')}</p>;
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t('debits')}</caption>
      <thead>
        <tr className="text-xs text-discret">
          <th scope="col" className="py-1 text-left font-medium">
            {t('ligneEtape')}
          </th>
          <th scope="col" className="py-1 pl-2 text-right font-medium whitespace-nowrap">
            {t('cinqMinutes')}
          </th>
          <th scope="col" className="py-1 pl-2 text-right font-medium whitespace-nowrap">
            {t('heure')}
          </th>
          <th scope="col" className="py-1 pl-2 text-right font-medium whitespace-nowrap">
            {t('rates')}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {debits.map((un) => (
          <tr key={`${un.pays}-${un.ligne}-${un.etape}`}>
            <th scope="row" className="py-1 text-left font-normal">
              {un.ligne}{' '}
              <span className="text-discret">· {t(`notifications:etapes.${un.etape}`)}</span>
            </th>
            <Cellule n={un.cinq_minutes} />
            <Cellule n={un.heure} />
            <Cellule n={un.rates} alerte />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
