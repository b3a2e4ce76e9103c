import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { listCameras } from '@/station/camera/flux';
import { takePhoto } from '@/station/camera/photo';
import { judgePhoto } from '@/station/camera/qualite';
import { Button } from '@/ui/button';
import { Case, Champ } from '@/ui/input';
import { Select } from '@/ui/select';
import { toastError } from '@/ui/toast';
import { usePoste } from './poste';
import { passed, prefer, replaceOrgane, usePreferences } from './preferences';
import { useCameraPoste } from './use-camera-poste';
import { useLecture } from './use-lecture';

/** Names come only once the camera has been allowed. */
function useCameras(etat: string): readonly MediaDeviceInfo[] {
  const [cameras, setCameras] = useState<readonly MediaDeviceInfo[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: listed again when the camera opened.
  useEffect(() => {
    listCameras()
      .then(setCameras)
      .catch(() => undefined);
  }, [etat]);
  return cameras;
}

/** Which camera, what it sees, and whether that is sharp and light enough. */
export function PosteCamera() {
  const { t } = useTranslation(['station', 'camera', 'commun']);
  const { camera, cameraId, photoSeule, cameraLit } = usePreferences();
  const { video, etat, reessayer } = useCameraPoste(camera, cameraId);
  useLecture(video);
  const illisible = usePoste(({ lecture }) => lecture === 'panne');
  const cameras = useCameras(etat);
  const [verdict, setVerdict] = useState<'ok' | 'floue' | 'sombre' | 'surexposee' | null>(null);

  async function judge(): Promise<void> {
    const element = video.current;
    if (!element) return;
    const { avis } = await judgePhoto(await takePhoto(element));
    setVerdict(avis);
    if (avis === 'ok') passed('camera');
  }

  const panne = etat === 'refusee' || etat === 'occupee' || etat === 'absente' || etat === 'perdue';
  return (
    <div className="grid gap-4 sm:grid-cols-[16rem_minmax(0,1fr)]">
      <div className="overflow-hidden rounded-md bg-[#0d0c14]">
        <video
          ref={video}
          playsInline
          muted
          aria-label={t('camera:viseur')}
          className="aspect-video w-full object-cover"
        />
      </div>
      <div className="flex flex-col items-start gap-3">
        <Case
          libelle={t('poste.avecCamera')}
          checked={camera}
          onChange={(event) => prefer({ camera: event.target.checked })}
        />
        <Case
          libelle={t('poste.photoSeule')}
          checked={photoSeule}
          disabled={!camera}
          onChange={(event) => prefer({ photoSeule: event.target.checked })}
        />
        <div className="flex flex-col gap-1">
          <Case
            libelle={t('poste.cameraLit')}
            checked={cameraLit}
            disabled={!camera}
            onChange={(event) => prefer({ cameraLit: event.target.checked })}
          />
          <p className={cn('pl-7 text-xs', illisible ? 'font-medium text-danger' : 'text-discret')}>
            {t(illisible ? 'poste.lecturePanne' : 'poste.cameraLitAide')}
          </p>
        </div>
        {cameras.length > 1 ? (
          <Champ libelle={t('poste.camera')}>
            {(lien) => (
              <Select
                {...lien}
                vide={t('poste.cameraPremiere')}
                choix={cameras.map(({ deviceId, label }) => ({
                  valeur: deviceId,
                  libelle: label || deviceId.slice(0, 8),
                }))}
                value={cameraId}
                onChange={(event) => {
                  setVerdict(null);
                  replaceOrgane('camera', { cameraId: event.target.value });
                }}
              />
            )}
          </Champ>
        ) : null}
        {panne ? (
          <p role="alert" className="text-sm font-medium text-danger">
            {t(`photos.${etat}`)}
          </p>
        ) : null}
        <div className="flex flex-wrap items-center gap-2">
          {panne ? (
            <Button onClick={reessayer}>{t('commun:actions.reessayer')}</Button>
          ) : (
            <Button disabled={etat !== 'prete'} onClick={() => void judge().catch(toastError)}>
              {t('poste.jugerImage')}
            </Button>
          )}
          <span
            aria-live="polite"
            className={verdict === 'ok' ? 'text-sm text-succes' : 'text-sm text-alerte'}
          >
            {verdict ? t(verdict === 'ok' ? 'poste.imageBonne' : `photos.${verdict}`) : ''}
          </span>
        </div>
      </div>
    </div>
  );
}
