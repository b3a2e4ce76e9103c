import { useQuery } from '@tanstack/react-query';
import { ImageOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { http } from '@/lib/http';
import { Dialog } from './dialog';
import { Skeleton } from './skeleton';

/** An object URL of a blob still on this device, revoked when it goes. */
export function useBlobUrl(blob: Blob | null | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) {
      setUrl(undefined);
      return undefined;
    }
    const neuve = URL.createObjectURL(blob);
    setUrl(neuve);
    return () => URL.revokeObjectURL(neuve);
  }, [blob]);
  return url;
}

interface Props {
  rang: number;
  /** A photo of the server … */
  photoId?: string;
  /** … or its address when the list already carries one … */
  src?: string;
  /** … or one that still waits on the device. */
  blob?: Blob;
  className?: string;
}

/** A photo, small; a tap shows it whole. */
export function Vignette({ rang, photoId, src, blob, className }: Props) {
  const { t } = useTranslation();
  const [grande, setGrande] = useState(false);
  const distante = useQuery({
    queryKey: ['photos', photoId, 'reduite'],
    queryFn: () => http.blob(`/photos/${photoId}`, { taille: 'reduite' }),
    enabled: photoId !== undefined && src === undefined,
    staleTime: 10 * 60_000,
  });
  const locale = useBlobUrl(blob ?? distante.data);
  const url = src ?? locale;
  const cadre = cn('size-16 overflow-hidden rounded-md border bg-creux', className);
  if (distante.isLoading) return <Skeleton className={cadre} />;
  if (url === undefined) {
    return (
      <div className={cn(cadre, 'grid place-items-center text-discret')}>
        <ImageOff aria-label={t('photo.absente')} className="size-5" />
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        className={cadre}
        aria-label={`${t('photo.agrandir')} ${rang}`}
        onClick={() => setGrande(true)}
      >
        <img src={url} alt={t('photo.apercu', { rang })} className="size-full object-cover" />
      </button>
      <Dialog ouvert={grande} onOuvert={setGrande} titre={t('photo.apercu', { rang })} taille="l">
        <img
          src={url}
          alt={t('photo.apercu', { rang })}
          className="max-h-[75dvh] w-full object-contain"
        />
      </Dialog>
    </>
  );
}
