import { CameraOff, Flashlight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { CameraError, closeCamera, openCamera, type RefusCamera } from '@/station/camera/flux';
import { readCodes } from '@/station/camera/lecteur';
import type { Lu } from '@/station/douchette/decode';
import type { Reponse } from '@/station/sons';
import { Button } from './button';

interface Flux {
  video: React.RefObject<HTMLVideoElement | null>;
  refus: RefusCamera | null;
  pret: boolean;
  flux: MediaStream | null;
}

/** The camera in a video element for as long as the component lives. */
export function useCamera(actif = true): Flux {
  const video = useRef<HTMLVideoElement>(null);
  const [refus, setRefus] = useState<RefusCamera | null>(null);
  const [flux, setFlux] = useState<MediaStream | null>(null);
  useEffect(() => {
    if (!actif) return undefined;
    let fini = false;
    let ouvert: MediaStream | null = null;
    openCamera()
      .then(async (neuf) => {
        ouvert = neuf;
        if (fini || !video.current) {
          closeCamera(neuf);
          return;
        }
        video.current.srcObject = neuf;
        await video.current.play().catch(() => undefined);
        setRefus(null);
        setFlux(neuf);
      })
      .catch((cause: unknown) => {
        if (!fini) setRefus(cause instanceof CameraError ? cause.raison : 'absente');
      });
    return () => {
      fini = true;
      closeCamera(ouvert);
      setFlux(null);
    };
  }, [actif]);
  return { video, refus, pret: flux !== null, flux };
}

export function CameraRefusee({ raison }: { raison: RefusCamera }) {
  const { t } = useTranslation('camera');
  return (
    <div role="alert" className="flex flex-col items-center gap-2 p-6 text-center text-sm">
      <CameraOff aria-hidden className="size-7" />
      <p className="font-medium">{t(`refus.${raison}`)}</p>
      <p className="opacity-80">{t('autrement')}</p>
    </div>
  );
}

interface Props {
  onScan: (lu: Lu) => void;
  /** Colours the frame for a moment after each scan. */
  reponse?: Reponse | null;
  className?: string;
}

const CADRES: Record<Reponse, string> = {
  ok: 'ring-succes',
  attention: 'ring-alerte',
  refus: 'ring-danger',
};

function torchOf(flux: MediaStream | null): MediaStreamTrack | null {
  const piste = flux?.getVideoTracks()[0];
  const capacites = piste?.getCapabilities?.() as { torch?: boolean } | undefined;
  return piste && capacites?.torch ? piste : null;
}

/** Continuous code reading with the camera. It never closes by itself. */
export function Scanner({ onScan, reponse = null, className }: Props) {
  const { t } = useTranslation('camera');
  const { video, refus, pret, flux } = useCamera();
  const rappel = useRef(onScan);
  rappel.current = onScan;
  const [lampe, setLampe] = useState(false);
  const torche = torchOf(flux);

  useEffect(() => {
    if (!pret || !video.current) return undefined;
    return readCodes(video.current, (lu) => rappel.current(lu));
  }, [pret, video]);

  function toggleTorch(): void {
    const contrainte = { advanced: [{ torch: !lampe }] } as unknown as MediaTrackConstraints;
    void torche?.applyConstraints(contrainte).then(() => setLampe(!lampe));
  }

  return (
    <div
      className={cn(
        'relative overflow-hidden rounded-lg bg-[#0d0c14] text-white ring-4 ring-transparent transition-shadow',
        reponse && CADRES[reponse],
        className,
      )}
    >
      {refus ? (
        <CameraRefusee raison={refus} />
      ) : (
        <>
          <video
            ref={video}
            playsInline
            muted
            aria-label={t('viseur')}
            className="aspect-[4/3] w-full object-cover sm:aspect-video"
          />
          <div
            aria-hidden
            className="pointer-events-none absolute inset-x-[12%] inset-y-[22%] rounded-lg border-2 border-white/70"
          />
          {torche ? (
            <Button
              taille="icone"
              variante="discret"
              aria-pressed={lampe}
              aria-label={t('lampe')}
              className="absolute right-2 bottom-2 bg-black/50 text-white hover:bg-black/70"
              onClick={toggleTorch}
            >
              <Flashlight aria-hidden />
            </Button>
          ) : null}
        </>
      )}
    </div>
  );
}
