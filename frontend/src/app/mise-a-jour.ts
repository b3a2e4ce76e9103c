import { registerSW } from 'virtual:pwa-register';
import { t } from '@/i18n';
import { useSaisies } from '@/offline/saisie-en-cours';
import { toast } from '@/ui/toast';

const VERIFIER_MS = 30 * 60_000;

function applyBetweenCaptures(appliquer: () => void): void {
  if (useSaisies.getState().nombre === 0) {
    appliquer();
    return;
  }
  toast('info', t('maj.apresSaisie'));
  const arreter = useSaisies.subscribe(({ nombre }) => {
    if (nombre > 0) return;
    arreter();
    appliquer();
  });
}

/** A new version waits until a person takes it, and never comes in the middle of a carton. */
export function startUpdates(): void {
  const appliquer = registerSW({
    onNeedRefresh: () => {
      toast('info', t('maj.titre'), {
        action: {
          libelle: t('maj.appliquer'),
          faire: () => applyBetweenCaptures(() => void appliquer(true)),
        },
      });
    },
    onRegisteredSW: (_url, inscription) => {
      if (inscription) setInterval(() => void inscription.update(), VERIFIER_MS);
    },
  });
}
