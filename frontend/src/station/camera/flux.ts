import { MaterielError } from '../erreurs';

/** The device's camera, or why there is none. */
export type RefusCamera = 'absente' | 'refusee' | 'occupee';

export class CameraError extends Error {
  readonly raison: RefusCamera;

  constructor(raison: RefusCamera, cause?: unknown) {
    super(raison, { cause });
    this.name = 'CameraError';
    this.raison = raison;
  }
}

/** The same failure among those of the other devices. */
export const materielOf = (erreur: CameraError): MaterielError =>
  new MaterielError('camera', `camera_${erreur.raison}`, erreur);

function reasonOf(cause: unknown): RefusCamera {
  const nom = cause instanceof DOMException ? cause.name : '';
  if (nom === 'NotAllowedError' || nom === 'SecurityError') return 'refusee';
  return nom === 'NotReadableError' || nom === 'AbortError' ? 'occupee' : 'absente';
}

/** 1280×720 from the back camera when there is one. */
export async function openCamera(deviceId?: string): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraError('absente');
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {
        width: { ideal: 1280 },
        height: { ideal: 720 },
        ...(deviceId
          ? { deviceId: { exact: deviceId } }
          : { facingMode: { ideal: 'environment' } }),
      },
    });
  } catch (cause) {
    throw new CameraError(reasonOf(cause), cause);
  }
}

export function closeCamera(flux: MediaStream | null): void {
  for (const piste of flux?.getTracks() ?? []) piste.stop();
}

export async function listCameras(): Promise<MediaDeviceInfo[]> {
  const appareils = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return appareils.filter(({ kind }) => kind === 'videoinput');
}
