import { Camera, CameraOff, ImagePlus, RotateCcw, ScanLine, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sha256Of } from '@/offline/outbox';
import { reducePhoto, takePhoto } from '@/station/camera/photo';
import { judgePhoto } from '@/station/camera/qualite';
import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';
import { Prise } from '@/ui/prise-photo';
import { toastError } from '@/ui/toast';
import { announce, beep } from './annonce';
import { holdPhoto, offer, usePoste } from './poste';
import { prefer, usePreferences } from './preferences';
import { useCameraPoste } from './use-camera-poste';
import { useLecture } from './use-lecture';
import type { Reception } from './use-reception';

const PHOTOS_MAX = 6;
type Defaut = 'floue' | 'sombre' | 'surexposee';

interface Mauvaise {
  photo: Blob;
  avis: Defaut;
}

/** Takes a picture and says at once when the one kept will not be readable later. */
function usePrises(r: Reception, video: React.RefObject<HTMLVideoElement | null>) {
  const { t } = useTranslation('station');
  const [mauvaise, setMauvaise] = useState<Mauvaise | null>(null);
  const [occupe, setOccupe] = useState(false);
  const { id, photos } = r.b;
  // Thrown away or gone with its carton, it is nobody's defect any more.
  const aRefaire = mauvaise && photos.includes(mauvaise.photo) ? mauvaise : null;

  async function judge(photo: Blob): Promise<void> {
    const { avis } = await judgePhoto(photo).catch(() => ({ avis: 'ok' as const }));
    if (avis === 'ok') return;
    setMauvaise({ photo, avis });
    announce('attention', t(`photos.${avis}`));
  }

  /** `ancienne` leaves when the new one is there, and not before. */
  async function add(faire: () => Promise<Blob>, ancienne?: Blob): Promise<boolean> {
    if (!ancienne && photos.length >= PHOTOS_MAX) {
      beep('refus');
      return false;
    }
    setOccupe(true);
    try {
      const attendue = faire();
      holdPhoto({ id, photo: attendue });
      const photo = await attendue;
      // The picture belongs to the carton it was asked for, not to the next one.
      r.setB((avant) =>
        avant.id === id
          ? { ...avant, photos: [...avant.photos.filter((une) => une !== ancienne), photo] }
          : avant,
      );
      // Its hash is ready when the carton is confirmed.
      void sha256Of(photo).catch(() => undefined);
      void judge(photo);
      return true;
    } catch (erreur) {
      toastError(erreur);
      return false;
    } finally {
      setOccupe(false);
    }
  }

  async function take(ancienne?: Blob): Promise<boolean> {
    const element = video.current;
    return element ? add(() => takePhoto(element), ancienne) : false;
  }

  return {
    defaut: aRefaire?.avis ?? null,
    occupe,
    /** A bad one is taken again rather than joined by another. */
    shoot: () => take(aRefaire?.photo),
    /** Whatever was said of it: the bad one, else the last. */
    retake: () => take(aRefaire?.photo ?? photos.at(-1)),
    addFile: (fichier: Blob) => add(() => reducePhoto(fichier)),
  };
}

function Viseur({
  video,
  etat,
  onReessayer,
}: {
  video: React.RefObject<HTMLVideoElement | null>;
  etat: ReturnType<typeof useCameraPoste>['etat'];
  onReessayer: () => void;
}) {
  const { t } = useTranslation(['station', 'camera', 'commun']);
  const panne = etat === 'refusee' || etat === 'occupee' || etat === 'absente' || etat === 'perdue';
  return (
    <div className="relative overflow-hidden rounded-md bg-[#0d0c14] text-white">
      <video
        ref={video}
        playsInline
        muted
        aria-label={t('camera:viseur')}
        className="aspect-video w-full object-cover"
      />
      {panne ? (
        <div
          role="alert"
          className="absolute inset-0 flex flex-col items-center justify-center gap-2 bg-[#0d0c14] p-4 text-center text-sm"
        >
          <CameraOff aria-hidden className="size-6" />
          <p className="font-medium">{t(`photos.${etat}`)}</p>
          <Button taille="s" onClick={onReessayer}>
            {t('commun:actions.reessayer')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Says that codes may be shown to this eye, or that it cannot read them. */
function Lecture() {
  const { t } = useTranslation('station');
  const cameraLit = usePreferences((etat) => etat.cameraLit);
  const panne = usePoste(({ lecture }) => lecture === 'panne');
  if (!cameraLit) return null;
  if (panne) return <p className="text-xs font-medium text-danger">{t('poste.lecturePanne')}</p>;
  return (
    <p className="flex items-center gap-1.5 text-xs text-discret">
      <ScanLine aria-hidden className="size-3.5 shrink-0" />
      {t('poste.cameraLit')}
    </p>
  );
}

function Boutons({
  prises: { defaut, occupe, shoot, retake, addFile },
  pret,
  nombre,
}: {
  prises: ReturnType<typeof usePrises>;
  pret: boolean;
  nombre: number;
}) {
  const { t } = useTranslation(['station', 'camera']);
  const fichier = useRef<HTMLInputElement>(null);
  return (
    <div className="flex gap-2">
      <Button
        className="flex-1"
        data-etape="photo"
        disabled={!pret || (nombre >= PHOTOS_MAX && !defaut)}
        occupe={occupe}
        onClick={() => void shoot()}
      >
        <Camera aria-hidden />
        {defaut ? t('photos.reprendre') : t('camera:prendre')}
      </Button>
      {nombre > 0 ? (
        <Button
          taille="icone"
          tabIndex={-1}
          data-reprendre
          disabled={!pret || occupe}
          aria-label={t('photos.refaire')}
          title={`${t('photos.refaire')} (Alt R)`}
          onClick={() => void retake()}
        >
          <RotateCcw aria-hidden />
        </Button>
      ) : null}
      <Button
        taille="icone"
        tabIndex={-1}
        disabled={nombre >= PHOTOS_MAX}
        aria-label={t('camera:fichier')}
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
          if (choisi) void addFile(choisi);
          event.target.value = '';
        }}
      />
    </div>
  );
}

/** The carton as it came: taken with the weight, by the pedal, or by space outside a field. */
export function BlocPhoto({ r }: { r: Reception }) {
  const { t } = useTranslation(['station', 'camera']);
  const { camera, cameraId, photoSeule } = usePreferences();
  const { video, etat, reessayer } = useCameraPoste(camera, cameraId);
  useLecture(video, {
    libre: () => r.enCours() === null,
    // A label made here passes before the camera on its way to its carton.
    connu: (code) =>
      code === r.imprimee?.code_suivi ||
      r.banc.derniers.some(({ code_suivi }) => code_suivi === code),
  });
  const prises = usePrises(r, video);
  const { defaut, shoot } = prises;
  const { photos } = r.b;
  const tirer = useRef(shoot);
  tirer.current = shoot;
  useEffect(() => {
    offer({
      photographier: async () => (etat === 'prete' ? tirer.current() : false),
    });
  }, [etat]);

  return (
    <section
      aria-label={t('photo')}
      className="flex flex-col gap-2 rounded-lg border bg-surface p-3 shadow-carte"
    >
      <header className="flex items-center justify-between gap-2">
        <h2 className="flex items-center gap-2 text-sm font-semibold whitespace-nowrap">
          {t('photo')}
          <Kbd className="whitespace-nowrap">{t('espace')}</Kbd>
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
        <>
          <Viseur video={video} etat={etat} onReessayer={reessayer} />
          {photoSeule ? <p className="text-xs text-discret">{t('photos.seule')}</p> : null}
          <Lecture />
          <Boutons prises={prises} pret={etat === 'prete'} nombre={photos.length} />
        </>
      ) : null}
      {defaut ? (
        <p className="flex items-center gap-1.5 text-sm font-medium text-alerte">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          {t(`photos.${defaut}`)}
        </p>
      ) : null}
      {photos.length > 0 ? (
        <ul className="flex flex-wrap gap-2 pt-1">
          {photos.map((blob, rang) => (
            <Prise
              horsParcours
              // biome-ignore lint/suspicious/noArrayIndexKey: photos have no other name yet.
              key={rang}
              rang={rang + 1}
              blob={blob}
              onRetirer={() => {
                holdPhoto(null);
                r.change({ photos: photos.filter((autre) => autre !== blob) });
              }}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}
