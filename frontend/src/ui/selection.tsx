import { X } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Argent as ArgentApi } from '@/lib/format';
import { Argent, Poids } from './format';
import type { SelectionDe } from './table';

/** Which rows are ticked; give it to `Table` and to `BarreSelection`. */
export function useSelection(): SelectionDe & { vider: () => void } {
  const [choisis, setChoisis] = useState<ReadonlySet<string>>(new Set());
  const basculer = useCallback((id: string) => {
    setChoisis((avant) => {
      const apres = new Set(avant);
      if (!apres.delete(id)) apres.add(id);
      return apres;
    });
  }, []);
  const toutBasculer = useCallback((ids: readonly string[]) => {
    setChoisis((avant) => (ids.every((id) => avant.has(id)) ? new Set() : new Set(ids)));
  }, []);
  const vider = useCallback(() => setChoisis(new Set()), []);
  return useMemo(
    () => ({ choisis, basculer, toutBasculer, vider }),
    [choisis, basculer, toutBasculer, vider],
  );
}

interface Props {
  nombre: number;
  poids_g?: number;
  montant?: ArgentApi;
  onVider: () => void;
  /** What can be done with the selection. */
  children?: ReactNode;
}

/** Count, kg and money of what is ticked, wherever cartons are listed. */
export function BarreSelection({ nombre, poids_g, montant, onVider, children }: Props) {
  const { t } = useTranslation();
  if (nombre === 0) return null;
  return (
    <section
      aria-live="polite"
      className="fixed inset-x-2 bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-30 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-rail-actif bg-rail px-3 py-2 text-sm text-white shadow-haute anime-entrer sm:inset-x-auto sm:bottom-4 sm:left-1/2 sm:-translate-x-1/2 sm:px-4"
    >
      <button
        type="button"
        onClick={onVider}
        aria-label={t('actions.effacer')}
        className="rounded p-1 hover:bg-rail-actif"
      >
        <X aria-hidden className="size-4" />
      </button>
      <strong className="chiffres">{t('liste.selection', { count: nombre })}</strong>
      {poids_g === undefined ? null : <Poids g={poids_g} />}
      {montant === undefined ? null : <Argent valeur={montant} className="font-semibold" />}
      <div className="ml-auto flex gap-2">{children}</div>
    </section>
  );
}
