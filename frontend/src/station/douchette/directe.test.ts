import { describe, expect, test, vi } from 'vitest';
import { FauxPort, installSerie } from '../../../tests/faux-serie';
import { DouchetteDirecte } from './directe';
import { AssembleurHid } from './hid-pos';

const CODE = 'YAKMVS9EDD1R3';
const AUTRE = 'CM9JE0K9W39Q8';

describe('a scanner on a line of its own', () => {
  async function scan(morceaux: [string, number][]): Promise<string[]> {
    vi.useFakeTimers();
    localStorage.clear();
    const textes: string[] = [];
    const port = new FauxPort();
    installSerie().accordes = [port];
    const onTexte = (texte: string): void => void textes.push(texte);
    const douchette = new DouchetteDirecte(
      { transport: 'serie' },
      { onTexte, onEtat: () => undefined },
    );
    await douchette.reconnect();
    for (const [morceau, apres] of morceaux) {
      port.emit(morceau);
      await vi.advanceTimersByTimeAsync(apres);
    }
    await douchette.close();
    vi.useRealTimers();
    return textes;
  }

  test('COM mode: a code is whole at its line end, two in a burst are two', async () => {
    expect(
      await scan([
        [`]C1${CODE.slice(0, 5)}`, 5],
        [`${CODE.slice(5)}\r\n${AUTRE}\r`, 5],
      ]),
    ).toEqual([CODE, AUTRE]);
  });

  test('COM mode: a code without its end is never given, nor glued to the next', async () => {
    expect(
      await scan([
        [CODE.slice(0, 7), 2_000],
        [`${AUTRE}\r`, 5],
      ]),
    ).toEqual([AUTRE]);
  });

  test('HID-POS mode: one report or several, with the maker’s extra byte or without', () => {
    const rapport = (texte: string, suite: 0 | 1, decalage = 0): Uint8Array => {
      const octets = new Uint8Array(63);
      octets[0] = texte.length;
      octets.set(
        [...']Q3'].map((c) => c.charCodeAt(0)),
        1 + decalage,
      );
      octets.set(
        [...texte].map((c) => c.charCodeAt(0)),
        4 + decalage,
      );
      octets[62] = suite;
      return octets;
    };
    const assembleur = new AssembleurHid();
    expect(assembleur.push(rapport(CODE, 0))).toBe(CODE);
    expect(assembleur.push(rapport('https://ts.example/suivi/', 1))).toBeNull();
    expect(assembleur.push(rapport(CODE, 0, 1))).toBe(`https://ts.example/suivi/${CODE}`);
    expect(assembleur.push(new Uint8Array(63))).toBeNull();
    expect(assembleur.push(rapport(CODE, 0).subarray(0, 20))).toBeNull();
  });
});
