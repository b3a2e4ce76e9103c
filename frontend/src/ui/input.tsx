import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { cn } from '@/lib/classes';

export const champClasses =
  'h-9 w-full min-w-0 rounded-md border border-trait-fort/60 bg-surface px-3 text-sm text-encre placeholder:text-discret/80 transition-colors hover:border-trait-fort focus-visible:border-accent-texte focus-visible:outline-2 focus-visible:outline-offset-0 aria-invalid:border-danger aria-invalid:outline-danger disabled:bg-creux disabled:text-discret pointer-coarse:h-11 pointer-coarse:text-base';

export function Input({ className, ...reste }: ComponentProps<'input'>) {
  return <input className={cn(champClasses, className)} {...reste} />;
}

export function Textarea({ className, ...reste }: ComponentProps<'textarea'>) {
  return <textarea className={cn(champClasses, 'h-auto min-h-20 py-2', className)} {...reste} />;
}

interface ChampProps {
  libelle: ReactNode;
  erreur?: string;
  aide?: ReactNode;
  requis?: boolean;
  className?: string;
  /** Receives what ties the control to its label and messages. */
  children: (lien: {
    id: string;
    'aria-invalid': boolean | undefined;
    'aria-describedby': string | undefined;
  }) => ReactNode;
}

/** Label, control, help and error, tied together for screen readers. */
export function Champ({ libelle, erreur, aide, requis, className, children }: ChampProps) {
  const id = useId();
  const message = `${id}-m`;
  const decrit = erreur !== undefined || aide !== undefined;
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-[0.8125rem] font-medium text-encre">
        {libelle}
        {requis ? (
          <span className="text-danger" aria-hidden>
            {' '}
            *
          </span>
        ) : null}
      </label>
      {children({
        id,
        'aria-invalid': erreur === undefined ? undefined : true,
        'aria-describedby': decrit ? message : undefined,
      })}
      {erreur !== undefined ? (
        <p id={message} className="text-xs font-medium text-danger">
          {erreur}
        </p>
      ) : aide !== undefined ? (
        <p id={message} className="text-xs text-discret">
          {aide}
        </p>
      ) : null}
    </div>
  );
}

/** A figure with its unit inside the field: `12,4 kg`, `5 000 FCFA`. */
export function InputUnite({
  unite,
  className,
  ...reste
}: ComponentProps<'input'> & { unite: string }) {
  return (
    <div className="relative">
      <Input
        inputMode="decimal"
        autoComplete="off"
        className={cn('chiffres pr-14 text-right', className)}
        {...reste}
      />
      <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-xs text-discret">
        {unite}
      </span>
    </div>
  );
}

export function Case({
  libelle,
  className,
  ...reste
}: ComponentProps<'input'> & { libelle: ReactNode }) {
  return (
    <label className={cn('flex items-center gap-2.5 text-sm', className)}>
      <input type="checkbox" className="size-4.5 shrink-0 accent-accent" {...reste} />
      {libelle}
    </label>
  );
}
