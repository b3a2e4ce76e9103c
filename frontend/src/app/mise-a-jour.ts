import { registerSW } from 'virtual:pwa-register';
import { t } from '@/i18n';
import { betweenCaptures } from '@/offline/saisie-en-cours';
import { useSync } from '@/offline/sync';
import { toast } from '@/ui/toast';

const VERIFIER_MS = 30 * 60_000;

const RESSAYER_MS = 2_000;

/** No tab of this browser may be in the middle of a carton: a new version reloads them all. */
async function applyBetweenCaptures(appliquer: () => void): Promise<void> {
  if (await betweenCaptures(appliquer)) return;
  toast('info', t('maj.apresSaisie'));
  const minuterie = setInterval(() => {
    void betweenCaptures(() => {
      clearInterval(minuterie);
      appliquer();
    });
  }, RESSAYER_MS);
}

/**
 * The page of the very first visit was opened before any worker: none controls it, so a new one
 * takes over without waiting for it, and nobody tells it to load again.
 */
function reloadUncontrolled(attente: ServiceWorker | null | undefined): void {
  if (navigator.serviceWorker.controller) return;
  if (!attente) window.location.reload();
  attente?.addEventListener('statechange', () => {
    if (attente.state === 'activated') window.location.reload();
  });
}

/** A new version waits until a person takes it, and never comes in the middle of a carton. */
export function startUpdates(): void {
  let inscrit: ServiceWorkerRegistration | undefined;
  const appliquer = registerSW({
    onNeedRefresh: () => {
      toast('info', t('maj.titre'), {
        action: {
          libelle: t('maj.appliquer'),
          faire: () =>
            void applyBetweenCaptures(() => {
              reloadUncontrolled(inscrit?.waiting);
              void appliquer(true);
            }),
        },
      });
    },
    onRegisteredSW: (_url, inscription) => {
      if (!inscription) return;
      inscrit = inscription;
      const verifier = (): void => void inscription.update().catch(() => undefined);
      setInterval(verifier, VERIFIER_MS);
      // The server says this app is too old: it looks for the new one at once.
      useSync.subscribe((apres, avant) => {
        if (apres.pause === 'version' && avant.pause !== 'version') verifier();
      });
    },
  });
}
