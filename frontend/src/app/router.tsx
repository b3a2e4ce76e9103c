import { createBrowserRouter, type RouteObject } from 'react-router';
import type { RouteFeature } from '@/lib/feature';
import { Demarrage } from './demarrage';
import { FEATURES } from './features';
import { Garde, GardeAction, Racine } from './gardes';
import { Introuvable, PageErreur } from './introuvable';
import { Shell } from './shell';

/** The right is checked around the screen: a courtesy, the server refuses by itself. */
function routeOf({ path, lazy, actions }: RouteFeature): RouteObject {
  return { element: <GardeAction actions={actions} />, children: [{ path, lazy }] };
}

const accueil = () => import('./accueil');

/** The seven front doors. */
const PORTES: readonly RouteObject[] = [
  'chine',
  'mali',
  'rci',
  'direction',
  'client',
  'admin/cn',
  'admin/ml',
  'admin/ci',
].map((path) => ({
  path,
  lazy: async () => ({ Component: (await accueil()).Accueil }),
}));

export function createRouter() {
  return createBrowserRouter([
    {
      path: '/connexion',
      HydrateFallback: Demarrage,
      errorElement: <PageErreur />,
      lazy: async () => ({ Component: (await import('./connexion')).Connexion }),
    },
    {
      path: '/mot-de-passe',
      HydrateFallback: Demarrage,
      errorElement: <PageErreur />,
      lazy: async () => ({ Component: (await import('./mot-de-passe')).MotDePasse }),
    },
    {
      element: <Garde />,
      HydrateFallback: Demarrage,
      children: [
        {
          element: <Shell />,
          errorElement: <PageErreur />,
          children: [
            {
              errorElement: <PageErreur />,
              children: [
                { index: true, element: <Racine /> },
                ...PORTES,
                {
                  path: 'envois',
                  lazy: async () => ({ Component: (await import('./envois')).Envois }),
                },
                ...FEATURES.flatMap(({ routes }) => routes.map(routeOf)),
                { path: '*', element: <Introuvable /> },
              ],
            },
          ],
        },
      ],
    },
  ]);
}
