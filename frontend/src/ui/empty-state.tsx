import { Inbox, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  titre: string;
  aide?: ReactNode;
  icone?: LucideIcon;
  /** What to do next. */
  children?: ReactNode;
}

export function EmptyState({ titre, aide, icone: Icone = Inbox, children }: Props) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-trait-fort/40 px-6 py-10 text-center">
      <Icone aria-hidden className="size-7 text-discret" strokeWidth={1.5} />
      <p className="font-medium">{titre}</p>
      {aide ? <p className="max-w-md text-sm text-discret">{aide}</p> : null}
      {children ? <div className="mt-2 flex gap-2">{children}</div> : null}
    </div>
  );
}
