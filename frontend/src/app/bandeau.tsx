import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  ton?: 'alerte' | 'danger';
  children: ReactNode;
  /** What to do about it. */
  action?: ReactNode;
}

/** Said across the top until it is settled: what happened, and what to do. */
export function Bandeau({ ton = 'alerte', children, action }: Props) {
  const couleurs = ton === 'danger' ? 'bg-danger-doux text-danger' : 'bg-alerte-doux text-alerte';
  return (
    <div
      role={ton === 'danger' ? 'alert' : 'status'}
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2 text-sm sm:px-6 ${couleurs}`}
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-56">{children}</p>
      {action}
    </div>
  );
}
