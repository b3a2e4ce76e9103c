import { type KeyboardEvent, useId } from 'react';
import { cn } from '@/lib/classes';
import { Kbd } from './kbd';

export interface Touche<V extends string> {
  valeur: V;
  libelle: string;
  detail?: string;
}

interface Props<V extends string> {
  libelle: string;
  choix: readonly Touche<V>[];
  valeur: V | null;
  onChange: (valeur: V) => void;
  /** After a number key chose: go on to the next field. */
  onSuivant?: () => void;
  /** Marks the radio that takes the focus, for screens that walk their fields with Enter. */
  etape?: string;
  className?: string;
  autoFocus?: boolean;
}

/** Up to nine exclusive choices, each under its own number key. */
export function Touches<V extends string>({
  libelle,
  choix,
  valeur,
  onChange,
  onSuivant,
  etape,
  className,
  autoFocus,
}: Props<V>) {
  const nom = useId();
  const arret = choix.some((un) => un.valeur === valeur) ? valeur : choix[0]?.valeur;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const choisi = /^[1-9]$/.test(event.key) ? choix[Number(event.key) - 1] : undefined;
    if (!choisi) return;
    event.preventDefault();
    onChange(choisi.valeur);
    onSuivant?.();
  }

  return (
    <fieldset onKeyDown={onKeyDown} className="min-w-0">
      <legend className="mb-1 text-[0.8125rem] font-medium">{libelle}</legend>
      <div className={cn('flex flex-wrap gap-1.5', className)}>
        {choix.map((un, rang) => (
          <label
            key={un.valeur}
            className="relative flex min-h-9 min-w-0 flex-1 cursor-pointer items-center gap-2 rounded-md border border-trait-fort/40 bg-surface px-2.5 text-[0.8125rem] font-medium whitespace-nowrap text-discret transition-colors select-none hover:border-trait-fort hover:text-encre has-checked:border-accent has-checked:bg-accent-doux has-checked:text-accent-texte has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent-texte pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              name={nom}
              className="sr-only"
              checked={un.valeur === valeur}
              autoFocus={autoFocus && un.valeur === arret}
              data-etape={un.valeur === arret ? etape : undefined}
              onChange={() => onChange(un.valeur)}
            />
            <Kbd>{rang + 1}</Kbd>
            <span className="truncate">{un.libelle}</span>
            {un.detail ? (
              <span className="chiffres ml-auto pl-1 text-2xs opacity-80">{un.detail}</span>
            ) : null}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
