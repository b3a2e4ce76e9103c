import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { useDirectEtat } from '@/lib/direct';
import { Depuis, Moment } from '@/ui/format';

const POINTS = { direct: 'bg-vif', scrutation: 'bg-alerte', coupe: 'bg-trait-fort' } as const;

/** How true the numbers still are: live, asked again, or kept from the last contact. */
export function Fraicheur({ maj_le, garde_le }: { maj_le: string; garde_le: string | null }) {
  const { t } = useTranslation(['tableau', 'commun']);
  const etat = useDirectEtat((direct) => direct.etat);
  if (garde_le !== null) {
    return (
      <p
        role="status"
        className="flex items-center gap-2 rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte"
      >
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        <span>
          {t('derniers')} <Moment le={garde_le} className="font-semibold" />
        </span>
      </p>
    );
  }
  return (
    <p className="flex items-center gap-1.5 text-xs text-discret">
      <span aria-hidden className={cn('size-2 rounded-full', POINTS[etat])} />
      <span>
        {t(`commun:direct.${etat}`)} · {t('chiffresDe')} <Depuis le={maj_le.replace(' ', 'T')} />
      </span>
    </p>
  );
}
