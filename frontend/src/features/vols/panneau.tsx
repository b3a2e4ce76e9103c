import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Carte } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { useVols } from './queries';
import { JaugesVol } from './remplissage';

/** On the China homes: the flights that take cartons now, and how full they are. */
export function PanneauVols() {
  const { t } = useTranslation(['vols', 'commun']);
  const { items, chargement, erreur, reessayer } = useVols({ statut: 'ouvert' });
  if (chargement) return <Lignes nombre={3} />;
  if (erreur && items.length === 0) return <ErrorState erreur={erreur} onReessayer={reessayer} />;
  if (items.length === 0) return <EmptyState titre={t('vide')} aide={t('videAide')} />;
  return (
    <Carte titre={t('titre')}>
      <ul className="flex flex-col divide-y">
        {items.map((vol) => (
          <li key={vol.id} className="py-3 first:pt-0 last:pb-0">
            <Link to={`/vols/${vol.id}`} className="group flex flex-col gap-2">
              <span className="flex items-baseline gap-2">
                <span
                  className={cn('group-hover:underline', vol.numero && 'chiffres font-semibold')}
                >
                  {vol.numero || t('sansNumero')}
                </span>
                <span className="text-xs text-discret">
                  {t(`commun:pays.${vol.pays_destination as 'ML'}`)} ·{' '}
                  {t(`modes.${vol.mode as 'cargo'}`)}
                </span>
                <span className="chiffres ml-auto text-xs">
                  {vol.remplissage.colis}{' '}
                  {t('commun:unites.colis', { count: vol.remplissage.colis })}
                </span>
              </span>
              <JaugesVol remplissage={vol.remplissage} />
            </Link>
          </li>
        ))}
      </ul>
    </Carte>
  );
}
