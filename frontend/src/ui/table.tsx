import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { Button } from './button';
import { EmptyState } from './empty-state';
import { ErrorState } from './error-state';
import { Lignes } from './skeleton';

export interface Colonne<T> {
  id: string;
  titre: string;
  rendu: (item: T) => ReactNode;
  /** The API's `tri` field; without it the header does not sort. */
  tri?: string;
  /** Figures go right. */
  droite?: boolean;
  /** Left out below 640 px; the first column carries what matters on a phone. */
  bureau?: boolean;
  className?: string;
}

export interface SelectionDe {
  choisis: ReadonlySet<string>;
  basculer: (id: string) => void;
  toutBasculer: (ids: readonly string[]) => void;
}

interface Props<T> {
  legende: string;
  colonnes: readonly Colonne<T>[];
  items: readonly T[];
  idDe: (item: T) => string;
  /** Current sort: `champ` or `-champ`. */
  tri?: string;
  onTri?: (tri: string) => void;
  onOuvrir?: (item: T) => void;
  selection?: SelectionDe;
  chargement?: boolean;
  erreur?: Error | null;
  onReessayer?: () => void;
  vide?: ReactNode;
  /** From `useListe`. */
  reste?: boolean;
  chargeLaSuite?: boolean;
  onSuite?: () => void;
  /** Colours a row: warning, danger, done. */
  ton?: (item: T) => 'alerte' | 'danger' | 'succes' | undefined;
}

const TONS = {
  alerte: 'bg-alerte-doux/60',
  danger: 'bg-danger-doux/60',
  succes: 'bg-succes-doux/50',
} as const;

const FLECHES = { ascending: ArrowUp, descending: ArrowDown } as const;

function directionOf(
  tri: string | undefined,
  champ: string | undefined,
): keyof typeof FLECHES | undefined {
  if (tri === champ) return 'ascending';
  return tri === `-${champ}` ? 'descending' : undefined;
}

function Entete<T>({
  colonne,
  tri,
  onTri,
}: {
  colonne: Colonne<T>;
  tri?: string;
  onTri?: (tri: string) => void;
}) {
  const { t } = useTranslation();
  const champ = colonne.tri;
  const sens = directionOf(tri, champ);
  const classes = cn(
    'sticky top-0 z-10 h-8 border-b bg-creux px-3 text-left text-2xs font-semibold tracking-wide whitespace-nowrap text-discret uppercase',
    colonne.droite && 'text-right',
    colonne.bureau && 'max-sm:hidden',
  );
  if (!champ || !onTri) {
    return (
      <th scope="col" className={classes}>
        {colonne.titre}
      </th>
    );
  }
  const Fleche = sens ? FLECHES[sens] : ArrowUpDown;
  return (
    <th scope="col" className={classes} aria-sort={sens}>
      <button
        type="button"
        className="inline-flex items-center gap-1 uppercase hover:text-encre"
        aria-label={t('liste.trierPar', { colonne: colonne.titre })}
        onClick={() => onTri(sens === 'ascending' ? `-${champ}` : champ)}
      >
        {colonne.titre}
        <Fleche aria-hidden className={cn('size-3', sens ? 'text-accent-texte' : 'opacity-50')} />
      </button>
    </th>
  );
}

function Rangee<T>({ item, props }: { item: T; props: Props<T> }) {
  const { t } = useTranslation();
  const { colonnes, idDe, onOuvrir, selection, ton } = props;
  const id = idDe(item);
  const choisi = selection?.choisis.has(id) ?? false;
  const couleur = ton?.(item);
  return (
    <tr
      data-id={id}
      aria-selected={selection ? choisi : undefined}
      className={cn(
        'border-b border-trait/70 last:border-b-0',
        couleur && TONS[couleur],
        choisi && 'bg-accent-doux/70',
        onOuvrir && 'cursor-pointer hover:bg-creux/70',
      )}
      onClick={(event) => {
        const cible = event.target as HTMLElement;
        if (!cible.closest('a,button,input,label')) onOuvrir?.(item);
      }}
    >
      {selection ? (
        <td className="w-9 pl-3">
          <input
            type="checkbox"
            className="size-4 accent-accent align-middle pointer-coarse:size-5"
            aria-label={t('liste.selectionner')}
            checked={choisi}
            onChange={() => selection.basculer(id)}
          />
        </td>
      ) : null}
      {colonnes.map((colonne, rang) => (
        <td
          key={colonne.id}
          className={cn(
            'h-10 px-3 py-1.5 align-middle',
            colonne.droite && 'text-right',
            colonne.bureau && 'max-sm:hidden',
            colonne.className,
          )}
        >
          {rang === 0 && onOuvrir ? (
            <button type="button" className="text-left" onClick={() => onOuvrir(item)}>
              {colonne.rendu(item)}
            </button>
          ) : (
            colonne.rendu(item)
          )}
        </td>
      ))}
    </tr>
  );
}

/** Dense list with sticky sortable headers, selection, paging, and its own empty and error faces. */
export function Table<T>(props: Props<T>) {
  const { t } = useTranslation();
  const { colonnes, items, idDe, selection } = props;
  if (props.chargement) return <Lignes nombre={8} />;
  if (props.erreur && items.length === 0) {
    return <ErrorState erreur={props.erreur} onReessayer={props.onReessayer} />;
  }
  if (items.length === 0) return <>{props.vide ?? <EmptyState titre={t('liste.vide')} />}</>;
  const ids = items.map(idDe);
  const tous = selection !== undefined && ids.every((id) => selection.choisis.has(id));
  return (
    <div className="rounded-lg border bg-surface shadow-carte">
      <div
        // It scrolls: the keyboard reaches it even when nothing inside takes the focus.
        tabIndex={props.onOuvrir || selection || props.onTri ? undefined : 0}
        className="max-h-[calc(100dvh-13rem)] overflow-auto rounded-lg"
      >
        <table className="w-full border-separate border-spacing-0 text-sm [&_td]:border-b [&_td]:border-trait/70 [&_tr:last-child_td]:border-b-0">
          <caption className="sr-only">{props.legende}</caption>
          <thead>
            <tr>
              {selection ? (
                <th scope="col" className="sticky top-0 z-10 w-9 border-b bg-creux pl-3 text-left">
                  <input
                    type="checkbox"
                    className="size-4 accent-accent align-middle pointer-coarse:size-5"
                    aria-label={t('liste.toutSelectionner')}
                    checked={tous}
                    onChange={() => selection.toutBasculer(ids)}
                  />
                </th>
              ) : null}
              {colonnes.map((colonne) => (
                <Entete key={colonne.id} colonne={colonne} tri={props.tri} onTri={props.onTri} />
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Rangee key={idDe(item)} item={item} props={props} />
            ))}
          </tbody>
        </table>
        {props.reste ? (
          <div className="flex justify-center border-t p-2">
            <Button variante="discret" occupe={props.chargeLaSuite} onClick={props.onSuite}>
              {t('actions.voirPlus')}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}
