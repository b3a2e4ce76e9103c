import { type Bitmap, bytesPerRow, concat, deflate, inverted } from './bitmap';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** 203 dots to the inch, in dots to the metre. */
const POINTS_PAR_M = 7_992;

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let reste = n;
  for (let bit = 0; bit < 8; bit += 1) reste = reste & 1 ? (reste >>> 1) ^ 0xedb88320 : reste >>> 1;
  return reste;
});

function crc32(octets: Uint8Array): number {
  let reste = 0xffffffff;
  for (const octet of octets) reste = (TABLE[(reste ^ octet) & 255] ?? 0) ^ (reste >>> 8);
  return (reste ^ 0xffffffff) >>> 0;
}

const big = (...nombres: number[]): Uint8Array =>
  Uint8Array.from(nombres.flatMap((n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]));

function chunk(genre: string, corps: Uint8Array): Uint8Array {
  const marque = concat(genre, corps);
  return concat(big(corps.length), marque, big(crc32(marque)));
}

/** The dots as a 1-bit PNG that says its resolution: the same picture the printer gets. */
export async function encodePng(bitmap: Bitmap): Promise<Uint8Array<ArrayBuffer>> {
  const { largeur, hauteur } = bitmap;
  const rang = bytesPerRow(largeur);
  const points = inverted(bitmap);
  const lignes = new Uint8Array((rang + 1) * hauteur);
  for (let y = 0; y < hauteur; y += 1) {
    lignes.set(points.subarray(y * rang, (y + 1) * rang), y * (rang + 1) + 1);
  }
  return concat(
    SIGNATURE,
    chunk('IHDR', concat(big(largeur, hauteur), Uint8Array.of(1, 0, 0, 0, 0))),
    chunk('pHYs', concat(big(POINTS_PAR_M, POINTS_PAR_M), Uint8Array.of(1))),
    chunk('IDAT', await deflate(lignes)),
    chunk('IEND', new Uint8Array()),
  );
}

export async function toPng(bitmap: Bitmap): Promise<Blob> {
  return new Blob([await encodePng(bitmap)], { type: 'image/png' });
}
