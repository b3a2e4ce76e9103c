import { useEffect, useRef, useState } from 'react';
import { CameraError, closeCamera, openCamera } from '@/station/camera/flux';
import { watchCamera } from '@/station/camera/veille';
import { type EtatCamera, usePoste } from './poste';

const ETATS = { absente: 'absente', refusee: 'refusee', occupee: 'occupee' } as const;

const reasonOf = (cause: unknown): EtatCamera =>
  cause instanceof CameraError ? ETATS[cause.raison] : 'absente';

/** The bench's camera for as long as it is wanted; `essai` grows to try again. */
export function useCameraPoste(actif: boolean, cameraId: string) {
  const video = useRef<HTMLVideoElement>(null);
  const etat = usePoste(({ camera }) => camera);
  const [essai, setEssai] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new try is a new opening.
  useEffect(() => {
    const dire = (camera: EtatCamera): void => usePoste.setState({ camera });
    if (!actif) {
      dire('coupee');
      return undefined;
    }
    let fini = false;
    let ouvert: MediaStream | null = null;
    let arreter: (() => void) | null = null;
    dire('attente');
    openCamera(cameraId || undefined)
      .then(async (flux) => {
        ouvert = flux;
        if (fini || !video.current) {
          closeCamera(flux);
          return;
        }
        arreter = watchCamera(flux, () => dire('perdue'));
        video.current.srcObject = flux;
        await video.current.play().catch(() => undefined);
        if (!fini) dire('prete');
      })
      .catch((cause: unknown) => {
        if (!fini) dire(reasonOf(cause));
      });
    return () => {
      fini = true;
      arreter?.();
      closeCamera(ouvert);
      dire('coupee');
    };
  }, [actif, cameraId, essai]);

  return { video, etat, reessayer: () => setEssai((avant) => avant + 1) };
}
