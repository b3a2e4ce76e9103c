import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { EntreeNav } from '@/lib/feature';
import { Dialog } from '@/ui/dialog';
import { useNavigation } from './navigation';

const PLACES = 5;

const classes =
  'flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-0.5 text-2xs font-medium text-discret aria-[current=page]:text-accent-texte';

function Entree({ entree }: { entree: EntreeNav }) {
  const Icone = entree.icon;
  return (
    <NavLink to={entree.to} className={classes}>
      <Icone aria-hidden className="size-5.5" strokeWidth={1.75} />
      <span className="max-w-full truncate">{entree.libelle()}</span>
    </NavLink>
  );
}

/** The phone's bottom navigation; what does not fit is one tap away. */
export function BarreBas() {
  const { t } = useTranslation();
  const entrees = useNavigation();
  const [plus, setPlus] = useState(false);
  const deborde = entrees.length > PLACES;
  const visibles = deborde ? entrees.slice(0, PLACES - 1) : entrees;
  return (
    <nav
      aria-label={t('menu.principal')}
      className="fixed inset-x-0 bottom-0 z-30 flex h-[calc(3.75rem+env(safe-area-inset-bottom))] border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden print:hidden"
    >
      {visibles.map((entree) => (
        <Entree key={entree.to} entree={entree} />
      ))}
      {deborde ? (
        <button type="button" className={classes} onClick={() => setPlus(true)}>
          <Ellipsis aria-hidden className="size-5.5" strokeWidth={1.75} />
          {t('actions.plus')}
        </button>
      ) : null}
      <Dialog ouvert={plus} onOuvert={setPlus} titre={t('menu.principal')}>
        <div className="grid grid-cols-3 gap-2">
          {entrees.slice(PLACES - 1).map(({ to, icon: Icone, libelle }) => (
            <NavLink
              key={to}
              to={to}
              onClick={() => setPlus(false)}
              className="flex flex-col items-center gap-1.5 rounded-lg border px-1 py-3 text-center text-xs font-medium aria-[current=page]:border-accent-texte aria-[current=page]:text-accent-texte"
            >
              <Icone aria-hidden className="size-6" strokeWidth={1.75} />
              {libelle()}
            </NavLink>
          ))}
        </div>
      </Dialog>
    </nav>
  );
}
