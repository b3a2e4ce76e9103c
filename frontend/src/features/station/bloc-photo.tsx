import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';
import { PrisePhoto } from '@/ui/prise-photo';
import { prefer, usePreferences } from './preferences';
import type { Reception } from './use-reception';

/** The carton as it came; space takes the picture from anywhere but a text field. */
export function BlocPhoto({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const camera = usePreferences((etat) => etat.camera);
  return (
    <section
      aria-label={t('photo')}
      className="flex flex-col gap-2 rounded-lg border bg-surface p-3 shadow-carte"
    >
      <header className="flex items-center justify-between gap-2">
        <h2 className="flex items-center gap-2 text-sm font-semibold">
          {t('photo')}
          <Kbd>{t('espace')}</Kbd>
        </h2>
        <Button
          variante="lien"
          taille="s"
          tabIndex={-1}
          onClick={() => prefer({ camera: !camera })}
        >
          {camera ? t('couperCamera') : t('allumerCamera')}
        </Button>
      </header>
      {camera ? (
        <PrisePhoto etape="photo" photos={r.b.photos} onChange={(photos) => r.change({ photos })} />
      ) : null}
    </section>
  );
}
