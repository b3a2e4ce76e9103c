import { decodeCode, type Lu } from '../douchette/decode';
import { Repetition } from '../douchette/repetition';
import type { Demande, Trouve } from './lecteur.worker';

/** Above this per frame a phone is slow and gets half-scale frames. */
const LENT_MS = 60;
const SOUTENU_TOUS_LES = 4;

/**
 * Reads codes out of a playing video, one frame in the Worker at a time, a harder look every
 * fourth. Returns the stop.
 */
export function readCodes(video: HTMLVideoElement, onLu: (lu: Lu) => void): () => void {
  const worker = new Worker(new URL('./lecteur.worker.ts', import.meta.url), { type: 'module' });
  const toile = document.createElement('canvas');
  const contexte = toile.getContext('2d', { willReadFrequently: true });
  const repetition = new Repetition({ continue: true });
  let echelle = 1;
  let trame = 0;
  let arrete = false;

  function grab(): void {
    if (arrete) return;
    if (!contexte || video.readyState < 2 || video.videoWidth === 0) {
      setTimeout(grab, 100);
      return;
    }
    toile.width = Math.round(video.videoWidth * echelle);
    toile.height = Math.round(video.videoHeight * echelle);
    contexte.drawImage(video, 0, 0, toile.width, toile.height);
    const image = contexte.getImageData(0, 0, toile.width, toile.height);
    trame += 1;
    const demande: Demande = { id: trame, image, soutenu: trame % SOUTENU_TOUS_LES === 0 };
    worker.postMessage(demande, [image.data.buffer]);
  }

  worker.onmessage = ({ data }: MessageEvent<Trouve>) => {
    if (arrete) return;
    if (data.ms > LENT_MS && trame > 3) echelle = 0.5;
    if (data.texte !== null) {
      const lu = decodeCode(data.texte);
      if (repetition.accept(lu.code, performance.now())) onLu(lu);
    }
    requestAnimationFrame(grab);
  };
  grab();

  return () => {
    arrete = true;
    worker.terminate();
  };
}
