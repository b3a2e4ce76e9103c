/** A label in printer dots: rows packed most significant bit first, padded to whole bytes; 1 = ink. */
export interface Bitmap {
  largeur: number;
  hauteur: number;
  octets: Uint8Array<ArrayBuffer>;
}

/** Grey below this is ink. Anti-aliased Chinese strokes stay open, thin French ones stay whole. */
const SEUIL = 140;

export const bytesPerRow = (largeur: number): number => Math.ceil(largeur / 8);

const BLANC = 0xffffffff;

/** Red, green and blue together, under three times the threshold; the byte order changes nothing. */
const isInk = (pixel: number): boolean =>
  (pixel & 255) + ((pixel >>> 8) & 255) + ((pixel >>> 16) & 255) < 3 * SEUIL;

/** Opaque canvas pixels, as dots. */
export function packBits(rvba: Uint8ClampedArray, largeur: number, hauteur: number): Bitmap {
  const rang = bytesPerRow(largeur);
  const octets = new Uint8Array(rang * hauteur);
  const pixels = new Uint32Array(rvba.buffer, rvba.byteOffset, largeur * hauteur);
  for (let i = 0; i < pixels.length; i += 1) {
    const pixel = pixels[i] ?? BLANC;
    if (pixel !== BLANC && isInk(pixel)) {
      const x = i % largeur;
      const place = ((i - x) / largeur) * rang + (x >> 3);
      octets[place] = (octets[place] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { largeur, hauteur, octets };
}

/** The same dots with ink as 0: TSPL and PNG. */
export const inverted = ({ octets }: Bitmap): Uint8Array<ArrayBuffer> => octets.map((un) => ~un);

export function concat(...morceaux: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  const encodeur = new TextEncoder();
  const parts = morceaux.map((un) => (typeof un === 'string' ? encodeur.encode(un) : un));
  const tout = new Uint8Array(parts.reduce((somme, { length }) => somme + length, 0));
  let place = 0;
  for (const part of parts) {
    tout.set(part, place);
    place += part.length;
  }
  return tout;
}

/** zlib (RFC 1950), as PNG and ZPL's :Z64: want it. */
export async function deflate(octets: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream('deflate');
  const entree = writable.getWriter();
  const ecrit = entree.write(octets).then(() => entree.close());
  const [sortie] = await Promise.all([new Response(readable).arrayBuffer(), ecrit]);
  return new Uint8Array(sortie);
}
