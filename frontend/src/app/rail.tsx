import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { Marque } from './marque';
import { useNavigation } from './navigation';

/** The desktop's slim left rail. */
export function Rail() {
  const { t } = useTranslation();
  const entrees = useNavigation();
  return (
    <nav
      aria-label={t('menu.principal')}
      className="fixed inset-y-0 left-0 z-30 hidden w-[4.75rem] flex-col items-center gap-1 overflow-y-auto bg-rail py-3 text-rail-texte sans-barre sm:flex print:hidden"
    >
      <Marque className="mb-2 size-9 shrink-0" />
      {entrees.map(({ to, icon: Icone, libelle }) => (
        <NavLink
          key={to}
          to={to}
          className="flex w-[4.25rem] shrink-0 flex-col items-center gap-1 rounded-lg px-1 py-2 text-center text-2xs leading-tight font-medium hover:bg-rail-actif/60 hover:text-white aria-[current=page]:bg-rail-actif aria-[current=page]:text-white focus-visible:outline-white"
        >
          <Icone aria-hidden className="size-5" strokeWidth={1.75} />
          {libelle()}
        </NavLink>
      ))}
    </nav>
  );
}
