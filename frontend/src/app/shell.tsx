import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { useDirect } from '@/lib/direct';
import { useSession } from '@/lib/session';
import { Lignes } from '@/ui/skeleton';
import { Bandeaux } from './bandeaux';
import { BarreBas } from './barre-bas';
import { BarreHaut } from './barre-haut';
import { Palette } from './palette';
import { Rail } from './rail';

function useRaccourciRecherche(ouvrir: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        ouvrir();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [ouvrir]);
}

/** What every signed-in screen stands in: rail or bottom bar, top bar, search, content. */
export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const enLigne = useSession(({ statut }) => statut === 'connectee');
  const [recherche, setRecherche] = useState(false);
  useDirect(enLigne);
  useRaccourciRecherche(() => setRecherche(true));
  return (
    <div className="min-h-dvh sm:pl-[4.75rem] print:pl-0">
      <a
        href="#contenu"
        className="sr-only z-50 rounded bg-accent px-3 py-2 text-sur-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('actions.allerAuContenu')}
      </a>
      <Rail />
      <BarreHaut onRecherche={() => setRecherche(true)} />
      <Bandeaux />
      <main
        id="contenu"
        tabIndex={-1}
        className="px-3 pt-4 pb-[calc(5.5rem+env(safe-area-inset-bottom))] outline-none sm:px-6 sm:pt-5 sm:pb-10"
      >
        <Suspense key={pathname} fallback={<Lignes />}>
          <Outlet />
        </Suspense>
      </main>
      <BarreBas />
      <Palette ouverte={recherche} onOuverte={setRecherche} />
    </div>
  );
}
