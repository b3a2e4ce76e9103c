import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bitmap, bytesPerRow, packBits } from './bitmap';
import { crc16, encode } from './langages';
import { encodePng } from './png';
import { QUESTIONS } from './statut';

const bitmaps = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 500 }), fc.nat())
  .map(([rang, hauteur, graine]): Bitmap => {
    const octets = Uint8Array.from({ length: rang * hauteur }, (_, i) => (i * 31 + graine) & 255);
    return { largeur: rang * 8, hauteur, octets };
  });

const latin1 = (octets: Uint8Array): string => Buffer.from(octets).toString('latin1');

describe('printer languages carry the same dots', () => {
  test('TSPL: a 0 bit is black', async () => {
    await fc.assert(
      fc.asyncProperty(bitmaps, async (bitmap) => {
        const octets = await encode(bitmap, 'tspl');
        const entete = /BITMAP 0,0,(\d+),(\d+),0,/.exec(latin1(octets));
        const debut = (entete?.index ?? 0) + (entete?.[0].length ?? 0);
        expect([Number(entete?.[1]), Number(entete?.[2])]).toEqual([
          bitmap.largeur / 8,
          bitmap.hauteur,
        ]);
        const lus = octets.subarray(debut, debut + bitmap.octets.length).map((un) => ~un);
        expect(Buffer.compare(lus, bitmap.octets)).toBe(0);
        expect(latin1(octets.subarray(debut + bitmap.octets.length))).toBe('\r\nPRINT 1,1\r\n');
      }),
      { numRuns: 50 },
    );
  });

  test('ZPL: zlib in base64, a set bit is black, the CRC is Zebra’s', async () => {
    await fc.assert(
      fc.asyncProperty(bitmaps, async (bitmap) => {
        const texte = latin1(await encode(bitmap, 'zpl'));
        const [, total, champ, rang, corps = '', controle] =
          /\^GFA,(\d+),(\d+),(\d+),:Z64:(.+):([0-9A-F]{4})\^FS\^PQ1\^XZ/.exec(texte) ?? [];
        expect([total, champ, rang].map(Number)).toEqual([
          bitmap.octets.length,
          bitmap.octets.length,
          bitmap.largeur / 8,
        ]);
        expect(Buffer.compare(inflateSync(Buffer.from(corps, 'base64')), bitmap.octets)).toBe(0);
        expect(Number.parseInt(controle ?? '', 16)).toBe(crc16(corps));
      }),
      { numRuns: 50 },
    );
    expect(crc16('123456789')).toBe(0x31c3);
  });

  test('ESC/POS: bands of GS v 0, a set bit is black, then the cut', async () => {
    await fc.assert(
      fc.asyncProperty(bitmaps, async (bitmap) => {
        const octets = await encode(bitmap, 'escpos');
        const lus: number[] = [];
        let i = 2;
        while (octets[i] === 0x1d && octets[i + 1] === 0x76) {
          const rang = (octets[i + 4] ?? 0) + 256 * (octets[i + 5] ?? 0);
          const rangs = (octets[i + 6] ?? 0) + 256 * (octets[i + 7] ?? 0);
          expect(rangs).toBeLessThanOrEqual(240);
          lus.push(...octets.subarray(i + 8, i + 8 + rang * rangs));
          i += 8 + rang * rangs;
        }
        expect(Buffer.compare(Uint8Array.from(lus), bitmap.octets)).toBe(0);
        expect([...octets.subarray(i)]).toEqual([0x1d, 0x56, 0x42, 0]);
      }),
      { numRuns: 50 },
    );
  });

  test('the PNG is one bit deep, black where there is ink, and says 203 dpi', async () => {
    const bitmap: Bitmap = { largeur: 16, hauteur: 2, octets: Uint8Array.of(0x80, 1, 0, 0xff) };
    const png = Buffer.from(await encodePng(bitmap));
    expect(png.readUInt32BE(16)).toBe(16);
    expect([...png.subarray(24, 26)]).toEqual([1, 0]);
    const debut = png.indexOf('IDAT');
    const taille = png.readUInt32BE(debut - 4);
    expect([...inflateSync(png.subarray(debut + 4, debut + 4 + taille))]).toEqual([
      0, 0x7f, 0xfe, 0, 0xff, 0,
    ]);
  });

  test('grey is decided once, and a width that is not whole bytes is padded', () => {
    const pixels = new Uint8ClampedArray(9 * 4).fill(255);
    pixels.fill(0, 0, 3);
    pixels.fill(150, 4, 7);
    pixels.fill(130, 32, 35);
    const { octets } = packBits(pixels, 9, 1);
    expect(bytesPerRow(9)).toBe(2);
    expect([...octets]).toEqual([0x80, 0x80]);
  });
});

describe('what printers say of themselves', () => {
  const dire = (langage: 'tspl' | 'zpl' | 'escpos', octets: number[]): unknown =>
    QUESTIONS[langage].lire(Uint8Array.from(octets));

  test.each([
    [0x00, 'prete'],
    [0x20, 'travaille'],
    [0x04, 'papier'],
    [0x05, 'papier'],
    [0x01, 'capot'],
    [0x02, 'bourrage'],
    [0x08, 'ruban'],
    [0x10, 'pause'],
    [0x80, 'panne'],
  ])('TSPL %i is %s', (octet, avis) => {
    expect(dire('tspl', [octet])).toBe(avis);
  });

  const hs = (papier: 0 | 1, pause: 0 | 1, file: number, tete: 0 | 1, ruban: 0 | 1): number[] => [
    ...Buffer.from(
      `\x02030,${papier},${pause},1245,00${file},0,0,0,000,0,0,0\x03\r\n` +
        `\x02000,0,${tete},${ruban},0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n`,
    ),
  ];

  test('ZPL ~HS: paper, pause, head, ribbon, at work', () => {
    expect(dire('zpl', hs(0, 0, 0, 0, 0))).toBe('prete');
    expect(dire('zpl', hs(1, 0, 0, 0, 0))).toBe('papier');
    expect(dire('zpl', hs(0, 1, 0, 0, 0))).toBe('pause');
    expect(dire('zpl', hs(0, 0, 0, 1, 0))).toBe('capot');
    expect(dire('zpl', hs(0, 0, 0, 0, 1))).toBe('ruban');
    expect(dire('zpl', hs(0, 0, 2, 0, 0))).toBe('travaille');
    expect(dire('zpl', hs(0, 0, 0, 0, 0).slice(0, 60))).toBeNull();
  });

  test('ESC/POS DLE EOT: paper end, cover, error', () => {
    expect(dire('escpos', [0x12, 0x12])).toBe('prete');
    expect(dire('escpos', [0x12, 0x72])).toBe('papier');
    expect(dire('escpos', [0x16, 0x12])).toBe('capot');
    expect(dire('escpos', [0x52, 0x12])).toBe('panne');
    expect(dire('escpos', [0x12])).toBeNull();
  });
});
