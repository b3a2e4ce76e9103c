import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export const TooltipProvider = Radix.Provider;

/** A word on hover and focus; never the only place a fact is told. */
export function Tooltip({
  texte,
  cote = 'top',
  children,
}: {
  texte: ReactNode;
  cote?: 'top' | 'right' | 'bottom' | 'left';
  children: ReactNode;
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={cote}
          sideOffset={6}
          className="z-50 rounded bg-encre px-2 py-1 text-xs text-fond shadow-haute"
        >
          {texte}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
