import type { ReactNode } from 'react';
import { useId } from 'react';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';

/** A named region of the dashboard. */
export function Bloc({
  titre,
  note,
  children,
  className,
}: {
  titre: string;
  /** Right of the title: a link, a moment. */
  note?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn('min-w-0 rounded-lg border bg-surface p-3 shadow-carte sm:p-4', className)}
    >
      <header className="mb-2.5 flex items-baseline justify-between gap-3">
        <h2 id={id} className="text-sm font-semibold">
          {titre}
        </h2>
        {note === undefined ? null : <span className="text-xs text-discret">{note}</span>}
      </header>
      {children}
    </section>
  );
}

/** A term, its figure, and the list behind it. */
export function LigneChiffre({
  titre,
  to,
  fort = false,
  aide,
  children,
}: {
  titre: string;
  to?: string;
  fort?: boolean;
  aide?: string;
  children: ReactNode;
}) {
  const classes = cn(
    'flex items-baseline justify-between gap-3 rounded px-1.5 py-1',
    fort && 'font-semibold',
  );
  const contenu = (
    <>
      <span className={cn('min-w-0', !fort && 'text-discret')}>
        {titre}
        {aide ? <span className="block text-xs font-normal text-discret">{aide}</span> : null}
      </span>{' '}
      {children}
    </>
  );
  if (to === undefined) return <div className={classes}>{contenu}</div>;
  return (
    <Link to={to} className={cn(classes, 'hover:bg-creux')}>
      {contenu}
    </Link>
  );
}
