import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '@/lib/classes';

interface Props {
  declencheur: ReactNode;
  children: ReactNode;
  alignement?: 'start' | 'end';
}

export function Menu({ declencheur, children, alignement = 'end' }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{declencheur}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={alignement}
          sideOffset={6}
          className="z-50 min-w-52 rounded-lg border bg-surface p-1 text-sm shadow-haute anime-entrer"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuLigne({
  onSelect,
  children,
  danger = false,
  disabled,
}: {
  onSelect: () => void;
  children: ReactNode;
  danger?: boolean;
  disabled?: boolean;
}) {
  return (
    <Radix.Item
      disabled={disabled}
      onSelect={onSelect}
      className={cn(
        'flex min-h-9 items-center gap-2 rounded px-2.5 outline-none select-none data-highlighted:bg-creux data-disabled:opacity-50 pointer-coarse:min-h-11 [&_svg]:size-4',
        danger && 'text-danger',
      )}
    >
      {children}
    </Radix.Item>
  );
}

export function MenuTitre({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-1.5 text-xs text-discret">{children}</Radix.Label>;
}

export function MenuChoix<V extends string>({
  valeur,
  onChange,
  choix,
}: {
  valeur: V;
  onChange: (valeur: V) => void;
  choix: readonly { valeur: V; libelle: ReactNode }[];
}) {
  return (
    <Radix.RadioGroup value={valeur} onValueChange={(choisie) => onChange(choisie as V)}>
      {choix.map((un) => (
        <Radix.RadioItem
          key={un.valeur}
          value={un.valeur}
          className="flex min-h-9 items-center justify-between gap-4 rounded px-2.5 outline-none select-none data-highlighted:bg-creux data-[state=checked]:font-semibold data-[state=checked]:text-accent-texte pointer-coarse:min-h-11"
        >
          {un.libelle}
          <Radix.ItemIndicator>✓</Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuTrait() {
  return <Radix.Separator className="my-1 h-px bg-trait" />;
}
