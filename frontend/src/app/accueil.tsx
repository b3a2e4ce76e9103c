import { type ComponentType, lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { isOpenTo } from '@/lib/feature';
import { formatDate } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { interfaceOf, useFuseau, useUtilisateur } from '@/lib/session';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { InvitePin } from './choisir-pin';
import { FEATURES } from './features';
import { useNavigation } from './navigation';

interface Panneau {
  cle: string;
  large: boolean;
  alerte: boolean;
  Component: ComponentType;
}

/** The panels the features offer to this front door. */
function usePanneaux(): readonly Panneau[] {
  const utilisateur = useUtilisateur();
  const porte = interfaceOf(utilisateur);
  return useMemo(
    () =>
      FEATURES.flatMap(({ id, accueil }) =>
        (accueil ?? []).map((un, rang) => ({ ...un, id, rang })),
      )
        .filter((un) => isOpenTo(un, utilisateur, porte))
        .sort((a, b) => a.ordre - b.ordre)
        .map((un) => ({
          cle: `${un.id}-${un.rang}`,
          large: un.large ?? false,
          alerte: un.alerte ?? false,
          Component: lazy(async () => ({ default: (await un.lazy()).Component })),
        })),
    [utilisateur, porte],
  );
}

/** A role's front door: what to do, then what is going on. */
export function Accueil() {
  const { t } = useTranslation();
  const langue = useLangue((etat) => etat.langue);
  const fuseau = useFuseau();
  const { nom } = useUtilisateur();
  const actes = useNavigation().slice(1);
  const panneaux = usePanneaux();
  const ordinaires = panneaux.filter(({ alerte }) => !alerte);
  return (
    <Page titre={nom} sousTitre={formatDate(new Date(), fuseau, 'long', langue)}>
      <InvitePin />
      {panneaux
        .filter(({ alerte }) => alerte)
        .map(({ cle, Component }) => (
          <Suspense key={cle} fallback={null}>
            <Component />
          </Suspense>
        ))}
      {actes.length > 0 ? (
        <nav
          aria-label={t('actions.accueil')}
          className={cn(
            'grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] sm:gap-3',
            // The rail already holds them; the room goes to what is going on.
            ordinaires.length > 0 && 'sm:hidden',
          )}
        >
          {actes.map(({ to, icon: Icone, libelle }) => (
            <Link
              key={to}
              to={to}
              className="flex min-h-14 items-center gap-3 rounded-lg border bg-surface px-3 py-2.5 font-medium shadow-carte transition-colors hover:border-accent-texte/60"
            >
              <span className="grid size-8 shrink-0 place-items-center rounded-md bg-accent-doux text-accent-texte">
                <Icone aria-hidden className="size-4.5" />
              </span>
              {libelle()}
            </Link>
          ))}
        </nav>
      ) : null}
      <div className="grid gap-4 lg:grid-cols-2">
        {ordinaires.map(({ cle, large, Component }) => (
          <div key={cle} className={cn('min-w-0 empty:hidden', large && 'lg:col-span-2')}>
            <Suspense fallback={<Skeleton className="h-40 rounded-lg" />}>
              <Component />
            </Suspense>
          </div>
        ))}
      </div>
    </Page>
  );
}
