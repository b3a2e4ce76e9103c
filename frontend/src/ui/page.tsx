import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';

interface Props {
  titre: ReactNode;
  /** Beside the title: a badge, a figure. */
  etat?: ReactNode;
  sousTitre?: ReactNode;
  actions?: ReactNode;
  /** Where the arrow goes back to. */
  retour?: string;
  children: ReactNode;
  className?: string;
}

/** The frame of every screen: title, state, actions, content. */
export function Page({ titre, etat, sousTitre, actions, retour, children, className }: Props) {
  const { t } = useTranslation();
  return (
    <div className={cn('mx-auto flex w-full max-w-[88rem] flex-col gap-4', className)}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {retour === undefined ? null : (
          <Link
            to={retour}
            aria-label={t('actions.retour')}
            className="-ml-1 rounded-md p-1.5 text-discret hover:bg-creux hover:text-encre"
          >
            <ArrowLeft aria-hidden className="size-5" />
          </Link>
        )}
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-center gap-2 text-xl font-semibold tracking-tight">
            {titre}
            {etat}
          </h1>
          {sousTitre ? <p className="text-sm text-discret">{sousTitre}</p> : null}
        </div>
        {actions ? <div className="ml-auto flex flex-wrap gap-2">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A titled surface. */
export function Carte({
  titre,
  actions,
  children,
  className,
}: {
  titre?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={cn('rounded-lg border bg-surface p-4 shadow-carte', className)}>
      {titre === undefined && actions === undefined ? null : (
        <header className="mb-3 flex items-center justify-between gap-3">
          <h2 className="text-sm font-semibold">{titre}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}

/** Filters of a list, on one line that wraps. */
export function Filtres({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-end gap-2 max-sm:*:min-w-36 max-sm:*:flex-1 sm:*:w-auto sm:[&>input]:w-72">
      {children}
    </div>
  );
}
