import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commandCode } from './commandes';
import type { Lu } from './decode';
import { decodeCode } from './decode';
import { listen } from './ecoute';
import { SILENCE_MS } from './wedge';

const CODE = 'YAKMVS9EDD1R3';
const AUTRE = 'CM9JE0K9W39Q8';
const VALIDES = [CODE, AUTRE, '1HE7ZPKA792GV', 'T8ZGG898PBSKY', '30CEG64JZ41BB'] as const;

/** What a French keyboard makes of the keys of an American one. */
const AZERTY: Readonly<Record<string, string>> = {
  KeyQ: 'a',
  KeyA: 'q',
  KeyW: 'z',
  KeyZ: 'w',
  KeyM: ',',
  Digit1: '&',
  Digit9: 'ç',
  Digit0: 'à',
  Minus: ')',
};

const codeOf = (signe: string): string => {
  if (/\d/.test(signe)) return `Digit${signe}`;
  return /[a-z]/i.test(signe) ? `Key${signe.toUpperCase()}` : 'Minus';
};

let lus: Lu[];
let fin: () => void;
let horloge: number;

function press(code: string, autres: Partial<KeyboardEventInit> = {}): boolean {
  const event = new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true, ...autres });
  Object.defineProperty(event, 'timeStamp', { value: horloge });
  return (document.activeElement ?? document.body).dispatchEvent(event);
}

/** Types like a scanner; `pas` gives the milliseconds before each key. */
function type(texte: string, pas: () => number, key: (code: string) => string = (c) => c): void {
  for (const code of ['F9', ...[...texte].map(codeOf), 'Enter']) {
    horloge += pas();
    press(code, { key: key(code), shiftKey: false });
  }
}

beforeEach(() => {
  lus = [];
  horloge = 10_000;
  fin = listen((lu) => lus.push(lu), false);
});
afterEach(() => fin());

describe('a scanner that types', () => {
  test('on a French keyboard', () => {
    type(
      CODE,
      () => 5,
      (code) => AZERTY[code] ?? code,
    );
    expect(lus).toEqual([{ genre: 'colis', code: CODE, url: false }]);
  });

  test('with a Chinese input method composing in a field: the field gets nothing', () => {
    const champ = document.createElement('input');
    document.body.append(champ);
    champ.focus();
    for (const code of ['F9', ...[...CODE].map(codeOf), 'Enter']) {
      horloge += 5;
      // The method takes a key only where text may be typed; it says 229 then.
      const dansChamp = document.activeElement === champ;
      const gardee = press(code, {
        key: dansChamp ? 'Process' : code,
        keyCode: 229,
        isComposing: dansChamp,
      });
      expect(gardee).toBe(false);
      if (code !== 'Enter') expect(document.activeElement).not.toBe(champ);
    }
    expect(lus).toEqual([{ genre: 'colis', code: CODE, url: false }]);
    expect(document.activeElement).toBe(champ);
    champ.remove();
  });

  test('80 ± 20 ms a key: every code whole, none cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VALIDES),
        fc.infiniteStream(fc.integer({ min: 60, max: 100 })),
        (code, delais) => {
          lus = [];
          horloge += 10_000;
          type(code, () => delais.next().value ?? 80);
          expect(lus.map((lu) => lu.code)).toEqual([code]);
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);

  test('a burst of two codes is two scans', () => {
    type(CODE, () => 1);
    type(AUTRE, () => 1);
    expect(lus.map(({ code }) => code)).toEqual([CODE, AUTRE]);
  });

  /** Two codes in a burst, with one key late or never typed; what was read of them. */
  function burst(codes: string[], ou: number, retard: number, perdue: boolean): Lu[] {
    lus = [];
    horloge += 10_000;
    const frappe = codes.flatMap((code) => ['F9', ...[...code].map(codeOf), 'Enter']);
    for (const [rang, code] of frappe.entries()) {
      horloge += rang === ou ? retard : 5;
      if (rang !== ou || !perdue) press(code);
    }
    return lus;
  }

  test('keys lost or late anywhere: a whole code or nothing, never a cut one', () => {
    const code = fc.constantFrom(...VALIDES);
    fc.assert(
      fc.property(
        fc.tuple(code, code),
        fc.nat(29),
        fc.integer({ min: 1, max: 900 }),
        fc.boolean(),
        (codes, ou, retard, perdue) => {
          const lues = burst(codes, ou, retard, perdue).filter(({ genre }) => genre === 'colis');
          for (const lue of lues) expect(codes).toContain(lue.code);
        },
      ),
      { numRuns: 200 },
    );
  }, 30_000);

  test('a scan that stalls is dropped, and the rest of it is not taken for one', () => {
    for (const code of ['F9', ...[...CODE.slice(0, 6)].map(codeOf)]) {
      horloge += 5;
      press(code);
    }
    horloge += SILENCE_MS + 1;
    for (const code of [...[...CODE.slice(6)].map(codeOf), 'Enter']) {
      horloge += 5;
      // Its late keys are not left to a field either.
      expect(press(code)).toBe(false);
    }
    expect(lus).toEqual([]);
    horloge += 5;
    expect(press('KeyA')).toBe(true);
  });

  test('a held key or character numbers on the keypad are not a scan', () => {
    for (const code of ['F9', ...[...CODE].map(codeOf)]) press(code, { repeat: code === 'KeyA' });
    for (const code of ['KeyK', 'Enter']) press(code, { repeat: code === 'KeyK' });
    for (const code of ['F9', 'Numpad0', 'Numpad6', 'Numpad5'])
      press(code, { altKey: code !== 'F9' });
    press('Enter');
    expect(lus).toEqual([]);
  });

  test('the "$" of a password typed on a French keyboard is the field’s', () => {
    const champ = document.createElement('input');
    champ.type = 'password';
    document.body.append(champ);
    champ.focus();
    horloge += 1_000;
    expect(press('BracketRight', { key: '$' })).toBe(true);
    expect(document.activeElement).toBe(champ);
    champ.remove();
  });

  describe('a bracket nobody scanned', () => {
    let champ: HTMLInputElement;
    let ecrit: string[];
    beforeEach(() => {
      vi.useFakeTimers();
      ecrit = [];
      document.execCommand = (_commande, _montre, texte = '') => ecrit.push(texte) > 0;
      champ = document.createElement('input');
      document.body.append(champ);
      champ.focus();
      horloge += 1_000;
    });
    afterEach(() => {
      champ.remove();
      vi.useRealTimers();
    });

    test('is the "$" of the field it was typed in, once nothing follows', () => {
      expect(press('BracketRight', { key: '$' })).toBe(false);
      vi.advanceTimersByTime(SILENCE_MS);
      expect([document.activeElement, ecrit]).toEqual([champ, ['$']]);
    });

    test('comes before the figure typed right after it', () => {
      press('BracketRight', { key: '$' });
      horloge += 90;
      expect(press('Digit5', { key: '(' })).toBe(true);
      expect([document.activeElement, ecrit]).toEqual([champ, ['$']]);
    });

    test('is a Chinese one under an input method', () => {
      press('BracketRight', { key: 'Process', keyCode: 229 });
      vi.advanceTimersByTime(SILENCE_MS);
      expect(ecrit).toEqual(['】']);
    });

    test('still opens a scan, which writes nothing', () => {
      for (const code of ['BracketRight', 'KeyC', 'Digit1', ...[...CODE].map(codeOf), 'Enter']) {
        horloge += 5;
        expect(press(code, { key: code })).toBe(false);
      }
      expect(lus.map(({ code }) => code)).toEqual([CODE]);
      expect(ecrit).toEqual([]);
    });
  });

  test('the same code twice within three seconds is one scan', () => {
    type(CODE, () => 5);
    type(CODE, () => 5);
    horloge += 3_100;
    type(CODE, () => 5);
    expect(lus).toHaveLength(2);
  });
});

describe('commands and marks', () => {
  test('a sheet’s barcode comes back as its order', () => {
    type(commandCode('CONFIRMER'), () => 5);
    expect(lus[0]).toMatchObject({ genre: 'commande', commande: { acte: 'CONFIRMER' } });
    expect(decodeCode(commandCode('CATEGORIE', 'electronique'))).toMatchObject({
      commande: { acte: 'CATEGORIE', valeur: 'ELECTRONIQUE' },
    });
    expect(decodeCode(commandCode('MEME-CLIENT'))).toMatchObject({
      commande: { acte: 'MEME-CLIENT' },
    });
    expect(decodeCode('TS-CMD-DANSER')).toMatchObject({
      commande: { acte: 'INCONNUE', valeur: 'DANSER' },
    });
  });

  test('a mark is ours by its prefix, or a client’s by being known', () => {
    expect(decodeCode('tsm-moussa_76')).toEqual({ genre: 'marque', code: 'MOUSSA_76' });
    const marques = (texte: string): boolean => texte === 'KOUASSI 12';
    expect(decodeCode('KOUASSI 12', { marques })).toEqual({ genre: 'marque', code: 'KOUASSI 12' });
    expect(decodeCode('KOUASSI 12').genre).toBe('inconnu');
  });

  test('a symbology identifier is not part of a code, even bare', () => {
    expect(decodeCode(`]C1${CODE}`)).toMatchObject({ genre: 'colis', code: CODE });
  });
});
