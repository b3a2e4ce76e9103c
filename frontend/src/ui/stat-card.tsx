import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import type { Ton } from './badge';

interface Props {
  titre: string;
  valeur: ReactNode;
  /** A second, smaller figure or word under the number. */
  detail?: ReactNode;
  /** The list behind the number. */
  to?: string;
  icone?: LucideIcon;
  ton?: Ton;
}

const TONS: Record<Ton, string> = {
  neutre: 'text-discret',
  accent: 'text-accent-texte',
  info: 'text-info',
  vif: 'text-vif',
  succes: 'text-succes',
  alerte: 'text-alerte',
  danger: 'text-danger',
};

/** One number of a dashboard; with `to`, the whole card opens its list. */
export function StatCard({ titre, valeur, detail, to, icone: Icone, ton = 'neutre' }: Props) {
  const contenu = (
    <>
      <span className="flex items-center gap-1.5 text-xs font-medium text-discret">
        {Icone ? <Icone aria-hidden className={cn('size-3.5', TONS[ton])} /> : null}
        {titre}
      </span>
      <span
        className={cn(
          'chiffres text-[clamp(0.95rem,11cqi,1.5rem)] leading-tight font-semibold',
          ton !== 'neutre' && ton !== 'accent' && TONS[ton],
        )}
      >
        {valeur}
      </span>
      {detail === undefined ? null : <span className="text-xs text-discret">{detail}</span>}
    </>
  );
  const classes =
    '@container flex min-w-0 flex-col gap-1 rounded-lg border bg-surface px-3 py-2.5 shadow-carte';
  if (to === undefined) return <div className={classes}>{contenu}</div>;
  return (
    <Link to={to} className={cn(classes, 'transition-colors hover:border-accent-texte/60')}>
      {contenu}
    </Link>
  );
}

export function StatGrille({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fit,minmax(10.5rem,1fr))] sm:gap-3">
      {children}
    </div>
  );
}
