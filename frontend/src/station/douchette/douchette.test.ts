import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newCodeSuivi } from '@/lib/code-suivi';
import { decodeCode } from './decode';
import { FENETRE_MS, Repetition } from './repetition';
import { charOf, type Touche } from './us-layout';
import { Wedge } from './wedge';

const touche = (code: string, shiftKey = false, ctrlKey = false): Touche => ({
  code,
  shiftKey,
  ctrlKey,
});

/** The keys a scanner set to a US keyboard presses for `texte`. */
function keysOf(texte: string): Touche[] {
  return [...texte].flatMap((caractere) => {
    if (/[A-Z]/.test(caractere))
      return [touche('ShiftLeft', true), touche(`Key${caractere}`, true)];
    if (/[a-z]/.test(caractere)) return [touche(`Key${caractere.toUpperCase()}`)];
    if (/\d/.test(caractere)) return [touche(`Digit${caractere}`)];
    const autres: Record<string, Touche> = {
      '-': touche('Minus'),
      '/': touche('Slash'),
      ':': touche('Semicolon', true),
      '.': touche('Period'),
      ']': touche('BracketRight'),
    };
    return [autres[caractere] ?? touche('Space')];
  });
}

function feed(touches: Touche[], pasMs = 5): (string | null)[] {
  const wedge = new Wedge();
  return touches.map((une, rang) => wedge.press(une, rang * pasMs).scan);
}

const scansOf = (touches: Touche[], pasMs?: number): string[] =>
  feed(touches, pasMs).filter((scan) => scan !== null);

describe('wedge', () => {
  test('F9 … Enter is one scan, read as a US keyboard', () => {
    const frappe = [touche('F9'), ...keysOf('YAKM-VS9E-dd1r3'), touche('Enter')];
    expect(scansOf(frappe)).toEqual(['YAKM-VS9E-dd1r3']);
  });

  test('an AIM identifier opens a scan too and is not part of it', () => {
    expect(scansOf([...keysOf(']C1YAKMVS9EDD1R3'), touche('Enter')])).toEqual(['YAKMVS9EDD1R3']);
  });

  test('text without prefix is left to the page', () => {
    const wedge = new Wedge();
    const pas = [...keysOf('abc'), touche('Enter')].map((une, i) => wedge.press(une, i));
    expect(pas.every(({ consomme, scan }) => !consomme && scan === null)).toBe(true);
  });

  test('a scan cut before Enter is never accepted', () => {
    const wedge = new Wedge();
    [touche('F9'), ...keysOf('YAKMVS9')].forEach((une, i) => void wedge.press(une, i * 5));
    expect(wedge.press(touche('Enter'), 5_000)).toEqual({ consomme: false, scan: null });
  });

  test('FNC1 typed as Ctrl+] disappears from the text', () => {
    const frappe = [
      touche('F9'),
      touche('BracketRight', false, true),
      ...keysOf('123'),
      touche('Enter'),
    ];
    expect(scansOf(frappe)).toEqual(['123']);
    expect(charOf(touche('KeyA', false, true))).toBeNull();
  });

  test('any sequence of letters and digits comes back whole', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{1,60}$/), (texte) => {
        expect(scansOf([touche('F9'), ...keysOf(texte), touche('Enter')])).toEqual([texte]);
      }),
    );
  });
});

describe('what a scan is', () => {
  test('our code, bare or at the end of its public address', () => {
    expect(decodeCode('yakm-vs9e-dd1r3')).toEqual({
      genre: 'colis',
      code: 'YAKMVS9EDD1R3',
      url: false,
    });
    expect(decodeCode('https://ts.example/suivi/YAKMVS9EDD1R3?l=fr')).toEqual({
      genre: 'colis',
      code: 'YAKMVS9EDD1R3',
      url: true,
    });
  });

  test('an address that is not ours stays unknown', () => {
    expect(decodeCode('https://example.com/promo').genre).toBe('inconnu');
  });

  test('waybills, S10, couriers and printed commands are told apart', () => {
    expect(decodeCode('123-12345675')).toEqual({ genre: 'awb', code: '12312345675' });
    expect(decodeCode('RB123456785GB')).toEqual({ genre: 's10', code: 'RB123456785GB' });
    expect(decodeCode('SF1234567890123')).toMatchObject({ genre: 'coursier', coursier: 'sf' });
    expect(decodeCode('ts:valider')).toMatchObject({ commande: { acte: 'CONFIRMER' } });
    expect(decodeCode('bonjour').genre).toBe('inconnu');
  });

  test('every code of ours is recognised', () => {
    for (let i = 0; i < 300; i += 1) {
      const code = newCodeSuivi();
      if (!/^\d+$/.test(code)) expect(decodeCode(code)).toMatchObject({ genre: 'colis', code });
    }
  });
});

describe('repetition', () => {
  test('the same code within three seconds is one scan, another is not', () => {
    const repetition = new Repetition();
    expect(repetition.accept('A', 0)).toBe(true);
    expect(repetition.accept('A', FENETRE_MS - 1)).toBe(false);
    expect(repetition.accept('B', FENETRE_MS - 1)).toBe(true);
    expect(repetition.accept('A', 2 * FENETRE_MS)).toBe(true);
  });

  test('read every two seconds it is heard every other time; held before a camera, once', () => {
    const camera = new Repetition({ continue: true });
    const douchette = new Repetition();
    const lus = [0, 2_000, 4_000, 6_000].map((ms) => [
      douchette.accept('A', ms),
      camera.accept('A', ms),
    ]);
    expect(lus).toEqual([
      [true, true],
      [false, false],
      [true, false],
      [false, false],
    ]);
  });
});
