import { Camera, ImagePlus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reducePhoto, takePhoto } from '@/station/camera/photo';
import { Button } from './button';
import { CameraRefusee, useCamera } from './scanner';
import { toastError } from './toast';
import { useBlobUrl } from './vignette';

interface Props {
  photos: readonly Blob[];
  onChange: (photos: Blob[]) => void;
  maximum?: number;
  /** The camera stays off until it is wanted (phones). */
  actif?: boolean;
  /** Marks the shutter, for screens that walk their fields with Enter. */
  etape?: string;
}

interface PropsPrise {
  blob: Blob;
  rang: number;
  onRetirer: () => void;
  /** Passed over by Tab, on a bench where Enter walks the fields. */
  horsParcours?: boolean;
}

/** One picture taken, with the button that throws it away. */
export function Prise({ blob, rang, onRetirer, horsParcours = false }: PropsPrise) {
  const { t } = useTranslation();
  const url = useBlobUrl(blob);
  return (
    <li className="relative">
      {url ? (
        <img
          src={url}
          alt={t('photo.apercu', { rang })}
          className="h-14 w-20 rounded-md border object-cover"
        />
      ) : null}
      <button
        type="button"
        tabIndex={horsParcours ? -1 : undefined}
        aria-label={`${t('actions.supprimer')} ${t('photo.apercu', { rang })}`}
        className="absolute -top-1.5 -right-1.5 grid size-6 place-items-center rounded-full bg-encre text-fond"
        onClick={onRetirer}
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}

/** Viewfinder, shutter, and the photos taken so far; or a file where there is no camera. */
export function PrisePhoto({ photos, onChange, maximum = 6, actif = true, etape }: Props) {
  const { t } = useTranslation('camera');
  const { video, refus, pret } = useCamera(actif);
  const fichier = useRef<HTMLInputElement>(null);
  const [occupe, setOccupe] = useState(false);
  const plein = photos.length >= maximum;

  async function add(faire: () => Promise<Blob>): Promise<void> {
    setOccupe(true);
    try {
      onChange([...photos, await faire()]);
    } catch (erreur) {
      toastError(erreur);
    } finally {
      setOccupe(false);
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="overflow-hidden rounded-md bg-[#0d0c14] text-white">
        {refus ? (
          <CameraRefusee raison={refus} />
        ) : (
          <video
            ref={video}
            playsInline
            muted
            aria-label={t('viseur')}
            className="aspect-video w-full object-cover"
          />
        )}
      </div>
      <div className="flex gap-2">
        <Button
          className="flex-1"
          data-etape={etape}
          disabled={!pret || plein}
          occupe={occupe}
          onClick={() =>
            video.current && void add(() => takePhoto(video.current as HTMLVideoElement))
          }
        >
          <Camera aria-hidden />
          {t('prendre')}
        </Button>
        <Button
          taille="icone"
          disabled={plein}
          aria-label={t('fichier')}
          onClick={() => fichier.current?.click()}
        >
          <ImagePlus aria-hidden />
        </Button>
        <input
          ref={fichier}
          type="file"
          accept="image/*"
          capture="environment"
          hidden
          onChange={(event) => {
            const choisi = event.target.files?.[0];
            if (choisi) void add(() => reducePhoto(choisi));
            event.target.value = '';
          }}
        />
      </div>
      {photos.length > 0 ? (
        <ul className="flex flex-wrap gap-2 pt-1">
          {photos.map((blob, rang) => (
            <Prise
              // biome-ignore lint/suspicious/noArrayIndexKey: photos have no other name yet.
              key={rang}
              rang={rang + 1}
              blob={blob}
              onRetirer={() => onChange(photos.filter((autre) => autre !== blob))}
            />
          ))}
        </ul>
      ) : null}
    </div>
  );
}
