import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/classes';
import { champClasses } from './input';

export interface Choix<V extends string = string> {
  valeur: V;
  libelle: string;
  inactif?: boolean;
}

interface Props extends ComponentProps<'select'> {
  choix: readonly Choix[];
  /** First, empty line: "Tous les états". */
  vide?: string;
}

/** The platform's own list: right on phones, typed through on keyboards. */
export function Select({ choix, vide, className, ...reste }: Props) {
  return (
    <div className={cn('relative', className)}>
      <select className={cn(champClasses, 'appearance-none pr-9')} {...reste}>
        {vide === undefined ? null : <option value="">{vide}</option>}
        {choix.map(({ valeur, libelle, inactif }) => (
          <option key={valeur} value={valeur} disabled={inactif}>
            {libelle}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-discret"
      />
    </div>
  );
}

interface SegmentsProps<V extends string> {
  libelle: string;
  choix: readonly Choix<V>[];
  valeur: V;
  onChange: (valeur: V) => void;
  className?: string;
}

/** Two to five exclusive choices, all visible. */
export function Segments<V extends string>({
  libelle,
  choix,
  valeur,
  onChange,
  className,
}: SegmentsProps<V>) {
  return (
    <fieldset
      aria-label={libelle}
      className={cn('inline-flex rounded-md bg-creux p-0.5', className)}
    >
      {choix.map((un) => (
        <button
          key={un.valeur}
          type="button"
          disabled={un.inactif}
          aria-pressed={un.valeur === valeur}
          onClick={() => onChange(un.valeur)}
          className="h-8 flex-1 rounded-[5px] px-3 text-[0.8125rem] font-medium whitespace-nowrap text-discret transition-colors hover:text-encre aria-pressed:bg-surface aria-pressed:text-encre aria-pressed:shadow-carte dark:aria-pressed:bg-trait disabled:opacity-50 pointer-coarse:h-10"
        >
          {un.libelle}
        </button>
      ))}
    </fieldset>
  );
}
