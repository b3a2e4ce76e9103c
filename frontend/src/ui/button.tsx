import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/classes';

const styles = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:opacity-50 disabled:cursor-not-allowed [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variante: {
        principal: 'bg-accent text-sur-accent hover:bg-accent-survol',
        secondaire: 'border border-trait-fort/50 bg-surface text-encre hover:bg-creux',
        discret: 'text-encre hover:bg-creux',
        danger: 'bg-danger text-white hover:bg-danger-survol dark:text-[#2a0509]',
        lien: 'h-auto px-0 text-accent-texte underline-offset-4 hover:underline',
      },
      taille: {
        s: 'h-8 px-2.5 text-[0.8125rem]',
        m: 'h-9 px-3.5 text-sm pointer-coarse:h-11',
        l: 'h-12 px-5 text-base',
        icone: 'size-9 pointer-coarse:size-11',
      },
    },
    compoundVariants: [{ variante: 'lien', class: 'h-auto px-0 pointer-coarse:h-auto' }],
    defaultVariants: { variante: 'secondaire', taille: 'm' },
  },
);

interface Props extends ComponentProps<'button'>, VariantProps<typeof styles> {
  /** Shows a spinner and refuses clicks. */
  occupe?: boolean;
  /** Gives the looks to the child (a Link) instead of making a button. */
  asChild?: boolean;
}

export function Button({
  variante,
  taille,
  occupe = false,
  asChild = false,
  className,
  children,
  disabled,
  type = 'button',
  ...reste
}: Props) {
  const classes = cn(styles({ variante, taille }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...reste}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type}
      className={classes}
      disabled={disabled || occupe}
      aria-busy={occupe || undefined}
      {...reste}
    >
      {occupe ? <LoaderCircle className="animate-spin" aria-hidden /> : null}
      {children}
    </button>
  );
}
