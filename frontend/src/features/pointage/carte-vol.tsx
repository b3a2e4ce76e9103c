import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { BadgeVol } from '@/ui/badge';
import { Moment, Poids } from '@/ui/format';
import type { VolAPointer } from './queries';

/** A flight to open with a thumb. */
export function CarteVol({ vol }: { vol: VolAPointer }) {
  const { t } = useTranslation(['pointage', 'commun']);
  const arrive = vol.arrive_le ?? vol.arrivee_prevue;
  return (
    <Link
      to={`/pointage/${vol.id}`}
      className="flex min-h-16 items-center gap-3 rounded-lg border bg-surface px-4 py-3 shadow-carte transition-colors hover:border-accent-texte/60"
    >
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex flex-wrap items-center gap-2">
          <span className="chiffres text-base font-semibold">{vol.numero || t('sansNumero')}</span>
          <BadgeVol etat={vol.statut} />
        </span>
        <span className="flex flex-wrap gap-x-3 text-xs text-discret">
          <span>
            {[vol.aeroport_depart, vol.aeroport_arrivee].filter(Boolean).join(' → ') ||
              t(`commun:pays.${vol.pays_destination as 'ML'}`)}
          </span>
          <span>
            <span className="chiffres">{vol.remplissage.colis}</span>{' '}
            {t('commun:unites.colis', { count: vol.remplissage.colis })} ·{' '}
            <Poids g={vol.remplissage.poids_g} />
          </span>
          {arrive ? (
            <span>
              {vol.arrive_le ? t('arriveLe') : t('attenduLe')} <Moment le={arrive} />
            </span>
          ) : null}
        </span>
      </span>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-discret" />
    </Link>
  );
}
