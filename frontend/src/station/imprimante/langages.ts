import { type Bitmap, bytesPerRow, concat, deflate, inverted } from './bitmap';

export type Langage = 'tspl' | 'zpl' | 'escpos';

const POINTS_PAR_MM = 8;
/** Rows per GS v 0: small printers hold no more in memory. */
const BANDE = 240;

/** TSPL BITMAP: a 0 bit is BLACK, the opposite of the two others (TSC programming manual). */
function wrapTspl(bitmap: Bitmap): Uint8Array<ArrayBuffer> {
  const { largeur, hauteur } = bitmap;
  const entete =
    `SIZE ${largeur / POINTS_PAR_MM} mm,${hauteur / POINTS_PAR_MM} mm\r\nGAP 2 mm,0 mm\r\n` +
    `DIRECTION 1\r\nREFERENCE 0,0\r\nCLS\r\nBITMAP 0,0,${bytesPerRow(largeur)},${hauteur},0,`;
  return concat(entete, inverted(bitmap), '\r\nPRINT 1,1\r\n');
}

/** CRC-16/CCITT with a zero start, which Zebra wants of the base64 text. */
export function crc16(texte: string): number {
  let reste = 0;
  for (let i = 0; i < texte.length; i += 1) {
    reste ^= texte.charCodeAt(i) << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      reste = reste & 0x8000 ? (reste << 1) ^ 0x1021 : reste << 1;
    }
  }
  return reste & 0xffff;
}

const TRANCHE = 8_192;

export function base64(octets: Uint8Array): string {
  let texte = '';
  for (let i = 0; i < octets.length; i += TRANCHE) {
    texte += String.fromCharCode(...octets.subarray(i, i + TRANCHE));
  }
  return btoa(texte);
}

/** ZPL ^GFA with :Z64: — 5 KB where plain hexadecimal takes 240. */
async function wrapZpl({ largeur, hauteur, octets }: Bitmap): Promise<Uint8Array<ArrayBuffer>> {
  const corps = base64(await deflate(octets));
  const controle = crc16(corps).toString(16).toUpperCase().padStart(4, '0');
  return concat(
    `^XA^PW${largeur}^LL${hauteur}^LH0,0^FO0,0` +
      `^GFA,${octets.length},${octets.length},${bytesPerRow(largeur)},:Z64:${corps}:${controle}` +
      '^FS^PQ1^XZ\n',
  );
}

/** ESC/POS GS v 0 in bands, then a cut where there is a cutter. */
function wrapEscpos({ largeur, hauteur, octets }: Bitmap): Uint8Array<ArrayBuffer> {
  const rang = bytesPerRow(largeur);
  const morceaux: Uint8Array[] = [Uint8Array.of(0x1b, 0x40)];
  for (let haut = 0; haut < hauteur; haut += BANDE) {
    const rangs = Math.min(BANDE, hauteur - haut);
    morceaux.push(
      Uint8Array.of(0x1d, 0x76, 0x30, 0, rang & 255, rang >> 8, rangs & 255, rangs >> 8),
      octets.subarray(haut * rang, (haut + rangs) * rang),
    );
  }
  return concat(...morceaux, Uint8Array.of(0x1d, 0x56, 0x42, 0));
}

/** The bytes of one printed label in the printer's language. */
export async function encode(bitmap: Bitmap, langage: Langage): Promise<Uint8Array<ArrayBuffer>> {
  if (langage === 'zpl') return wrapZpl(bitmap);
  return langage === 'tspl' ? wrapTspl(bitmap) : wrapEscpos(bitmap);
}
