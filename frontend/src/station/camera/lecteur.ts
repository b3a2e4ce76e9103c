import { decodeCode, type Lu } from '../douchette/decode';
import { Repetition } from '../douchette/repetition';
import type { Demande, Trouve } from './lecteur.worker';

/** Above this per frame a phone is slow and gets half-scale frames. */
const LENT_MS = 60;
const SOUTENU_TOUS_LES = 4;
/** How soon a frame that could not be taken is looked at again. */
const ATTENTE_MS = 100;

interface Options {
  /** False while hands wait for something else: no frame is taken, what was read waits. */
  libre?: () => boolean;
  /** Between two frames, where the screen has other work than reading. */
  repos_ms?: number;
  /** Whether the reader works: its module may not have loaded. */
  onMarche?: (marche: boolean) => void;
}

/** One frame at a time, out of a playing video. */
class Prises {
  readonly #toile = document.createElement('canvas');
  readonly #contexte = this.#toile.getContext('2d', { willReadFrequently: true });
  echelle = 1;
  rang = 0;

  constructor(private readonly video: HTMLVideoElement) {}

  /** Null while the video shows nothing. */
  take(): Demande | null {
    const { videoWidth, videoHeight, readyState } = this.video;
    if (!this.#contexte || readyState < 2 || videoWidth === 0) return null;
    const toile = this.#toile;
    toile.width = Math.round(videoWidth * this.echelle);
    toile.height = Math.round(videoHeight * this.echelle);
    this.#contexte.drawImage(this.video, 0, 0, toile.width, toile.height);
    const image = this.#contexte.getImageData(0, 0, toile.width, toile.height);
    this.rang += 1;
    return { id: this.rang, image, soutenu: this.rang % SOUTENU_TOUS_LES === 0 };
  }
}

/**
 * Reads codes out of a playing video, one frame in the Worker at a time, a harder look every
 * fourth. `onLu` also gets the text as read. Returns the stop.
 */
export function readCodes(
  video: HTMLVideoElement,
  onLu: (lu: Lu, texte: string) => void,
  { libre = () => true, repos_ms = 0, onMarche = () => undefined }: Options = {},
): () => void {
  const worker = new Worker(new URL('./lecteur.worker.ts', import.meta.url), { type: 'module' });
  const prises = new Prises(video);
  const repetition = new Repetition({ continue: true });
  let arrete = false;

  function grab(): void {
    if (arrete) return;
    const demande = libre() ? prises.take() : null;
    if (demande) worker.postMessage(demande, [demande.image.data.buffer]);
    else setTimeout(grab, ATTENTE_MS);
  }

  function read(texte: string): void {
    const lu = decodeCode(texte);
    if (libre() && repetition.accept(lu.code, performance.now())) onLu(lu, texte);
  }

  worker.onmessage = ({ data }: MessageEvent<Trouve>) => {
    if (arrete) return;
    if (data.ms > LENT_MS && prises.rang > 3) prises.echelle = 0.5;
    onMarche(!data.panne);
    if (data.texte !== null) read(data.texte);
    setTimeout(() => requestAnimationFrame(grab), repos_ms);
  };
  worker.onerror = () => onMarche(false);
  grab();

  return () => {
    arrete = true;
    worker.terminate();
  };
}
