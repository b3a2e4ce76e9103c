import { Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drawLabel } from '@/station/imprimante/etiquette';
import { Button } from '@/ui/button';
import { Code } from '@/ui/format';
import { Kbd } from '@/ui/kbd';
import { useBlobUrl } from '@/ui/vignette';
import type { Imprimee } from './impression';
import { usePreferences } from './preferences';
import { reprintLast } from './use-ordres';
import type { Reception } from './use-reception';

/** Long enough for the printer to have had the machine to itself. */
const PLUS_TARD_MS = 1_200;

/** A picture of the label for the eyes, drawn once the real one has left. */
function useApercu({ etiquette }: Imprimee): Blob | null {
  const taille = usePreferences((etat) => etat.taille);
  const [png, setPng] = useState<Blob | null>(null);
  useEffect(() => {
    let fini = false;
    const minuterie = setTimeout(() => {
      drawLabel(etiquette, taille)
        .then((dessin) => {
          if (!fini) setPng(dessin);
        })
        .catch(() => undefined);
    }, PLUS_TARD_MS);
    return () => {
      fini = true;
      clearTimeout(minuterie);
    };
  }, [etiquette, taille]);
  return png;
}

/** The label just made, so that a wrong one is seen before it is stuck on. */
export function DerniereEtiquette({ r, imprimee }: { r: Reception; imprimee: Imprimee }) {
  const { t } = useTranslation('station');
  const url = useBlobUrl(useApercu(imprimee));
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
      ) : (
        <span aria-hidden className="h-28 w-19 rounded border bg-creux" />
      )}
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5">
        <h2 className="text-xs text-discret">{t('etiquette')}</h2>
        <Code code={imprimee.code_suivi} className="text-sm" />
        <Button taille="s" tabIndex={-1} className="mt-auto" onClick={() => reprintLast(r)}>
          <Printer aria-hidden />
          {t('reimprimer')}
          <Kbd>F8</Kbd>
        </Button>
      </div>
    </section>
  );
}
