import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { printLabel } from '@/station/imprimante';
import { Button } from '@/ui/button';
import { Code } from '@/ui/format';
import { Kbd } from '@/ui/kbd';
import { toastError } from '@/ui/toast';
import { useBlobUrl } from '@/ui/vignette';
import { notePrint } from './enregistrement';
import { usePreferences } from './preferences';
import type { Imprimee } from './use-reception';

/** Prints the last label again; each print is noted on the carton. */
export async function reprint(imprimee: Imprimee): Promise<void> {
  const { taille } = usePreferences.getState();
  await printLabel(imprimee.png, taille);
  await notePrint(imprimee, taille);
}

/** The label just made, so that a wrong one is seen before it is stuck on. */
export function DerniereEtiquette({ imprimee }: { imprimee: Imprimee }) {
  const { t } = useTranslation('station');
  const url = useBlobUrl(imprimee.png);
  const [occupe, setOccupe] = useState(false);
  return (
    <section
      aria-label={t('etiquette')}
      className="flex gap-3 rounded-lg border bg-surface p-3 shadow-carte"
    >
      {url ? (
        <img
          src={url}
          alt={t('etiquetteDe', { code: imprimee.code_suivi })}
          className="h-28 rounded border bg-white"
        />
      ) : null}
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5">
        <h2 className="text-xs text-discret">{t('etiquette')}</h2>
        <Code code={imprimee.code_suivi} className="text-sm" />
        <Button
          taille="s"
          tabIndex={-1}
          occupe={occupe}
          className="mt-auto"
          onClick={() => {
            setOccupe(true);
            void reprint(imprimee)
              .catch(toastError)
              .finally(() => setOccupe(false));
          }}
        >
          <Printer aria-hidden />
          {t('reimprimer')}
          <Kbd>F8</Kbd>
        </Button>
      </div>
    </section>
  );
}
