import { LoaderCircle } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { Input } from './input';

interface Props<T> {
  id?: string;
  'aria-label'?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
  saisie: string;
  onSaisie: (saisie: string) => void;
  options: readonly T[];
  cleDe: (option: T) => string;
  rendu: (option: T) => ReactNode;
  onChoix: (option: T) => void;
  chargement?: boolean;
  placeholder?: string;
  inputMode?: 'text' | 'tel' | 'search' | 'numeric';
  autoFocus?: boolean;
  className?: string;
  /** Enter with no option under the cursor. */
  onValider?: () => void;
}

/** Typed text with suggestions: arrows, Enter, Escape; the caller searches. */
export function Combobox<T>(props: Props<T>) {
  const { saisie, onSaisie, options, cleDe, rendu, onChoix, chargement, onValider } = props;
  const { t } = useTranslation();
  const liste = useId();
  const [ouvert, setOuvert] = useState(false);
  const [actif, setActif] = useState(0);
  const montre = ouvert && saisie !== '';

  function choose(option: T | undefined): void {
    if (option === undefined) {
      onValider?.();
      return;
    }
    setOuvert(false);
    onChoix(option);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const pas = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (pas !== undefined) {
      event.preventDefault();
      setOuvert(true);
      setActif((actif + pas + options.length) % Math.max(options.length, 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(montre ? options[actif] : undefined);
    } else if (event.key === 'Escape' && ouvert) {
      event.stopPropagation();
      setOuvert(false);
    }
  }

  return (
    <Popover.Root open={montre} onOpenChange={setOuvert}>
      <Popover.Anchor asChild>
        <div className={cn('relative', props.className)}>
          <Input
            id={props.id}
            role="combobox"
            aria-label={props['aria-label']}
            aria-invalid={props['aria-invalid']}
            aria-describedby={props['aria-describedby']}
            aria-expanded={montre}
            aria-controls={liste}
            aria-autocomplete="list"
            aria-activedescendant={montre && options[actif] ? `${liste}-${actif}` : undefined}
            autoComplete="off"
            autoFocus={props.autoFocus}
            inputMode={props.inputMode}
            placeholder={props.placeholder}
            value={saisie}
            onChange={(event) => {
              onSaisie(event.target.value);
              setActif(0);
              setOuvert(true);
            }}
            onKeyDown={onKeyDown}
            onBlur={() => setOuvert(false)}
          />
          {chargement ? (
            <LoaderCircle
              aria-hidden
              className="absolute top-1/2 right-3 size-4 -translate-y-1/2 animate-spin text-discret"
            />
          ) : null}
        </div>
      </Popover.Anchor>
      <Popover.Content
        id={liste}
        role="listbox"
        align="start"
        sideOffset={4}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        className="z-50 max-h-72 w-(--radix-popover-trigger-width) overflow-y-auto rounded-md border bg-surface p-1 shadow-haute"
      >
        {options.length === 0 ? (
          <p className="px-3 py-2 text-sm text-discret">
            {chargement ? '…' : t('liste.sansResultat')}
          </p>
        ) : null}
        {options.map((option, rang) => (
          <button
            key={cleDe(option)}
            id={`${liste}-${rang}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={rang === actif}
            onMouseEnter={() => setActif(rang)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
            className="block w-full rounded-sm px-3 py-2 text-left text-sm aria-selected:bg-accent-doux"
          >
            {rendu(option)}
          </button>
        ))}
      </Popover.Content>
    </Popover.Root>
  );
}
