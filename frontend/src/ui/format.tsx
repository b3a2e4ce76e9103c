import type { ReactNode } from 'react';
import { cn } from '@/lib/classes';
import { formatCodeSuivi } from '@/lib/code-suivi';
import {
  type Argent as ArgentApi,
  formatArgent,
  formatDate,
  formatNombre,
  formatPoids,
  formatRelatif,
  type StyleDate,
} from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { useNow } from '@/lib/now';
import { useFuseau } from '@/lib/session';
import { formatTelephone } from '@/lib/telephone';

interface Commun {
  className?: string;
}

/** Money as the API gives it; an absent amount is a dash, never a zero. */
export function Argent({ valeur, className }: Commun & { valeur: ArgentApi | null | undefined }) {
  const langue = useLangue(({ langue }) => langue);
  return (
    <span className={cn('chiffres whitespace-nowrap', className)}>
      {valeur ? formatArgent(valeur, langue) : '—'}
    </span>
  );
}

export function Poids({ g, className }: Commun & { g: number | null | undefined }) {
  const langue = useLangue(({ langue }) => langue);
  return (
    <span className={cn('chiffres whitespace-nowrap', className)}>
      {g === null || g === undefined ? '—' : formatPoids(g, langue)}
    </span>
  );
}

export function Nombre({ n, className }: Commun & { n: number | null | undefined }) {
  const langue = useLangue(({ langue }) => langue);
  return (
    <span className={cn('chiffres', className)}>
      {n === null || n === undefined ? '—' : formatNombre(n, langue)}
    </span>
  );
}

/** A UTC moment in the person's agency time, or in `fuseau`. */
export function Moment({
  le,
  style = 'moment',
  fuseau,
  className,
}: Commun & { le: string | null | undefined; style?: StyleDate; fuseau?: string }) {
  const langue = useLangue(({ langue }) => langue);
  const local = useFuseau();
  if (!le) return <span className={className}>—</span>;
  return (
    <time dateTime={le} className={cn('whitespace-nowrap tabular-nums', className)}>
      {formatDate(le, fuseau ?? local, style, langue)}
    </time>
  );
}

/** `il y a 5 minutes`, kept true as time passes. */
export function Depuis({ le, className }: Commun & { le: string | number }) {
  const langue = useLangue(({ langue }) => langue);
  const now = useNow();
  return (
    <time dateTime={new Date(le).toISOString()} className={className}>
      {formatRelatif(le, now, langue)}
    </time>
  );
}

/** A carton's code in 4-4-5. */
export function Code({ code, className }: Commun & { code: string }) {
  return (
    <span className={cn('chiffres font-medium whitespace-nowrap', className)}>
      {formatCodeSuivi(code)}
    </span>
  );
}

export function Telephone({ numero, className }: Commun & { numero: string }) {
  return (
    <a
      href={`tel:${numero}`}
      className={cn('chiffres whitespace-nowrap hover:underline', className)}
    >
      {formatTelephone(numero)}
    </a>
  );
}

/** Term and value pairs of a detail panel. */
export function Fiche({
  lignes,
  className,
}: Commun & { lignes: readonly (readonly [ReactNode, ReactNode] | null)[] }) {
  return (
    <dl className={cn('grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm', className)}>
      {lignes.map((ligne, rang) =>
        ligne === null ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a record never move.
          <div key={rang} className="contents">
            <dt className="text-discret">{ligne[0]}</dt>
            <dd className="text-right font-medium">{ligne[1]}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
