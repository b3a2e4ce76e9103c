import type { ReactNode } from 'react';
import { cn } from '@/lib/classes';

/** A key to press; hidden where there is no keyboard. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cn(
        'chiffres inline-flex h-5 min-w-5 items-center justify-center rounded border border-current/30 px-1 text-2xs font-medium pointer-coarse:hidden',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
