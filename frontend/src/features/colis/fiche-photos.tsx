import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/ui/error-state';
import { Carte } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { Vignette } from '@/ui/vignette';
import { type Photo, usePhotos } from './queries';

function Case({ photo, rang }: { photo: Photo; rang: number }) {
  const { t } = useTranslation('colis');
  const adresse = photo.url_reduite ?? photo.url_originale;
  if (adresse) return <Vignette rang={rang} src={adresse} className="size-24" />;
  return (
    <div className="grid size-24 place-items-center rounded-md border bg-creux p-2 text-center text-2xs text-discret">
      {photo.refus ? t('fiche.refusee') : t('fiche.enTraitement')}
    </div>
  );
}

export function FichePhotos({ id }: { id: string }) {
  const { t } = useTranslation('colis');
  const { data, error, isPending, refetch } = usePhotos(id);
  if (error && !data) return <ErrorState erreur={error} onReessayer={() => void refetch()} />;
  const photos = data?.items ?? [];
  return (
    <Carte titre={t('fiche.photos')}>
      {isPending ? <Skeleton className="size-24" /> : null}
      {data && photos.length === 0 ? (
        <p className="text-sm text-discret">{t('fiche.sansPhoto')}</p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {photos.map((photo, rang) => (
          <Case key={photo.id} photo={photo} rang={rang + 1} />
        ))}
      </div>
    </Carte>
  );
}
