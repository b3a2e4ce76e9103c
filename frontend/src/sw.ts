import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare global {
  interface Window {
    __WB_MANIFEST: { url: string; revision: string | null }[];
    skipWaiting: () => Promise<void>;
  }
}

// The app, its fonts, its languages and the code reader's wasm: all of it, at install.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Deep links open offline; what the server draws itself is never answered with the app.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/(api|suivi|arret|ws|media|static|sante|metrics)(\/|$)/],
  }),
);

// Never by itself: the page asks, when no capture is in progress.
self.addEventListener('message', (event: MessageEvent<{ type?: string } | null>) => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting();
});
