import type { Bitmap } from './bitmap';
import type { Etiquette } from './dessin';
import type { Demande, Reponse } from './etiquette.worker';
import type { TailleEtiquette } from './index';
import { toPng } from './png';

export type { Etiquette } from './dessin';

/** The drawing Worker, while the browser has what it needs (Safari before 16.4 does not). */
class Atelier {
  #worker: Worker | null = null;
  #attentes = new Map<number, (reponse: Reponse) => void>();
  #suivante = 1;

  get possible(): boolean {
    return typeof Worker !== 'undefined' && typeof OffscreenCanvas !== 'undefined';
  }

  draw(etiquette: Etiquette, taille: TailleEtiquette): Promise<Bitmap> {
    const id = this.#suivante++;
    return new Promise((resolve, reject) => {
      this.#attentes.set(id, ({ bitmap, erreur }) =>
        bitmap ? resolve(bitmap) : reject(new Error(erreur)),
      );
      const demande: Demande = { id, etiquette, taille };
      this.#open().postMessage(demande);
    });
  }

  /** Starts the Worker and its fonts before the first label. */
  warm(): void {
    if (this.possible) this.#open();
  }

  #open(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./etiquette.worker.ts', import.meta.url), {
      type: 'module',
    });
    worker.onmessage = ({ data }: MessageEvent<Reponse>) => {
      this.#attentes.get(data.id)?.(data);
      this.#attentes.delete(data.id);
    };
    worker.onerror = (event) => this.#abandon(event.message);
    this.#worker = worker;
    return worker;
  }

  #abandon(erreur: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const [id, attente] of this.#attentes) attente({ id, erreur });
    this.#attentes.clear();
  }
}

const atelier = new Atelier();

async function drawHere(etiquette: Etiquette, taille: TailleEtiquette): Promise<Bitmap> {
  // Without its font the label is plainer, not missing.
  await document.fonts.load('700 60px "Inter Variable"').catch(() => []);
  const { drawDots } = await import('./dessin');
  return drawDots(etiquette, taille);
}

/** The label in dots, drawn off the main thread so that the next scan is not kept waiting. */
export async function drawBitmap(etiquette: Etiquette, taille: TailleEtiquette): Promise<Bitmap> {
  if (!atelier.possible) return drawHere(etiquette, taille);
  return atelier.draw(etiquette, taille).catch(() => drawHere(etiquette, taille));
}

/** Call it when the station opens: the first label is then as quick as the others. */
export const warmUp = (): void => atelier.warm();

/** The label as a PNG at 203 dpi, without a server: what the bench prints while offline. */
export async function drawLabel(etiquette: Etiquette, taille: TailleEtiquette): Promise<Blob> {
  return toPng(await drawBitmap(etiquette, taille));
}
