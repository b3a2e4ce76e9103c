import { afterEach, describe, expect, test, vi } from 'vitest';
import { CameraError, materielOf, openCamera } from './flux';
import { judgePixels } from './qualite';
import { watchCamera } from './veille';

const LARGEUR = 80;
const HAUTEUR = 60;

/** A picture whose brightness is a function of the place. */
function picture(luminance: (x: number, y: number) => number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(LARGEUR * HAUTEUR * 4).fill(255);
  for (let i = 0; i < LARGEUR * HAUTEUR; i += 1) {
    pixels.fill(luminance(i % LARGEUR, Math.floor(i / LARGEUR)), i * 4, i * 4 + 3);
  }
  return pixels;
}

const avis = (luminance: (x: number, y: number) => number): string =>
  judgePixels(picture(luminance), LARGEUR, HAUTEUR).avis;

describe('a photo is judged while the carton is on the bench', () => {
  test('writing in focus is sharp, the same writing smeared is not', () => {
    expect(avis((x) => (x % 8 < 4 ? 30 : 220))).toBe('ok');
    expect(avis((x) => 125 + 95 * Math.sin((x * 2 * Math.PI) / 80))).toBe('floue');
  });

  test('a plain carton is not a blurred photo', () => {
    expect(avis(() => 140)).toBe('ok');
  });

  test('too dark and too bright are said', () => {
    expect(avis((x) => x % 40)).toBe('sombre');
    expect(avis(() => 250)).toBe('surexposee');
  });
});

describe('the camera', () => {
  afterEach(() => vi.unstubAllGlobals());

  test.each([
    ['NotAllowedError', 'refusee'],
    ['NotReadableError', 'occupee'],
    ['NotFoundError', 'absente'],
  ])('%s is said as %s', async (nom, raison) => {
    const getUserMedia = (): Promise<never> => Promise.reject(new DOMException('no', nom));
    Object.defineProperty(navigator, 'mediaDevices', {
      value: { getUserMedia },
      configurable: true,
    });
    const erreur = await openCamera().catch((cause: unknown) => cause);
    expect(erreur).toBeInstanceOf(CameraError);
    expect(materielOf(erreur as CameraError).raison).toBe(`camera_${raison}`);
  });

  test('unplugged while it films: said once', () => {
    const piste = new EventTarget();
    const flux = { getVideoTracks: () => [piste] } as unknown as MediaStream;
    const dire = vi.fn();
    watchCamera(flux, dire);
    piste.dispatchEvent(new Event('ended'));
    piste.dispatchEvent(new Event('ended'));
    expect(dire).toHaveBeenCalledTimes(1);
  });
});
