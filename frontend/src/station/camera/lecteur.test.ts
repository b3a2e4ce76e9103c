import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Lu } from '../douchette/decode';
import { readCodes } from './lecteur';
import type { Demande, Trouve } from './lecteur.worker';

const CODE = 'YAKMVS9EDD1R3';

/** The reading Worker: answers only when the test says what a frame shows. */
class FauxWorker {
  static dernier: FauxWorker;
  demandes: Demande[] = [];
  onmessage: (event: MessageEvent<Trouve>) => void = () => undefined;
  onerror: () => void = () => undefined;
  terminate = vi.fn();

  constructor() {
    FauxWorker.dernier = this;
  }

  postMessage(demande: Demande): void {
    this.demandes.push(demande);
  }

  find(trouve: Partial<Trouve>): void {
    const data = { id: this.demandes.length, texte: null, ms: 6, panne: false, ...trouve };
    this.onmessage({ data } as MessageEvent<Trouve>);
    vi.advanceTimersByTime(50);
  }
}

const video = { videoWidth: 1280, videoHeight: 720, readyState: 4 } as HTMLVideoElement;
const image = { data: new Uint8ClampedArray(4) };
let lus: Lu[];
const hear = (lu: Lu): void => void lus.push(lu);

beforeEach(() => {
  lus = [];
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FauxWorker);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({
    drawImage: () => undefined,
    getImageData: () => image,
  } as unknown as CanvasRenderingContext2D as never);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('codes read out of a video', () => {
  test('what stays before the camera is one scan', () => {
    const stop = readCodes(video, hear);
    for (let trame = 0; trame < 100; trame += 1) FauxWorker.dernier.find({ texte: CODE });
    expect(lus).toEqual([{ genre: 'colis', code: CODE, url: false }]);
    stop();
  });

  test('no frame is taken while hands wait for something else', () => {
    let libre = false;
    const stop = readCodes(video, hear, { libre: () => libre });
    vi.advanceTimersByTime(1_000);
    expect(FauxWorker.dernier.demandes).toHaveLength(0);
    libre = true;
    vi.advanceTimersByTime(200);
    expect(FauxWorker.dernier.demandes).toHaveLength(1);
    stop();
  });

  test('a code found just as they begin to wait is not lost, it is read after', () => {
    let libre = true;
    const stop = readCodes(video, hear, { libre: () => libre });
    libre = false;
    FauxWorker.dernier.find({ texte: CODE });
    expect(lus).toHaveLength(0);
    libre = true;
    vi.advanceTimersByTime(200);
    FauxWorker.dernier.find({ texte: CODE });
    expect(lus).toHaveLength(1);
    stop();
  });

  test('a reader whose module has not come says so, and says when it works again', () => {
    const marche = vi.fn();
    const stop = readCodes(video, hear, { onMarche: marche });
    FauxWorker.dernier.find({ panne: true });
    expect(marche).toHaveBeenLastCalledWith(false);
    FauxWorker.dernier.find({});
    expect(marche).toHaveBeenLastCalledWith(true);
    stop();
  });

  test('a slow phone gets frames of half the size', () => {
    const tailles: number[] = [];
    const toile = document.createElement('canvas');
    vi.spyOn(document, 'createElement').mockReturnValue(toile);
    const stop = readCodes(video, hear);
    for (let trame = 0; trame < 6; trame += 1) {
      tailles.push(toile.width);
      FauxWorker.dernier.find({ ms: 90 });
    }
    expect(tailles[0]).toBe(1_280);
    expect(tailles.at(-1)).toBe(640);
    stop();
  });
});
