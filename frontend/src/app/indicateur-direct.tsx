import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { useDirectEtat } from '@/lib/direct';
import { useUtilisateur } from '@/lib/session';
import { Depuis } from '@/ui/format';
import { Tooltip } from '@/ui/tooltip';

const POINTS = { direct: 'bg-vif', scrutation: 'bg-alerte', coupe: 'bg-trait-fort' } as const;

/** How fresh the numbers are, for those who watch the day. */
export function IndicateurDirect() {
  const { t } = useTranslation();
  const { etat, entenduLe } = useDirectEtat();
  const { fonction } = useUtilisateur();
  if (fonction === 'agent' || fonction === 'client') return null;
  return (
    <Tooltip
      cote="bottom"
      texte={entenduLe === null ? t(`direct.${etat}`) : <Depuis le={entenduLe} />}
    >
      <output className="hidden items-center gap-1.5 text-xs whitespace-nowrap text-discret lg:flex">
        <span className={cn('size-2 rounded-full', POINTS[etat])} />
        {t(`direct.${etat}`)}
      </output>
    </Tooltip>
  );
}
