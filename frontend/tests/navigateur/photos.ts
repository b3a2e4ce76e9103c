import { reducePhoto } from '@/station/camera/photo';
import { judgePhoto } from '@/station/camera/qualite';

const LARGEUR = 4_000;
const HAUTEUR = 3_000;

/** What a phone's camera would give: every pixel different, the worst there is to compress. */
export type Sujet = 'bruit' | 'carton' | 'floue' | 'sombre' | 'blanche';

function canvas(): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const toile = document.createElement('canvas');
  toile.width = LARGEUR;
  toile.height = HAUTEUR;
  const trait = toile.getContext('2d');
  if (!trait) throw new Error('no 2d context');
  return [toile, trait];
}

function noise(trait: CanvasRenderingContext2D): void {
  const image = trait.createImageData(LARGEUR, HAUTEUR);
  const octets = image.data;
  let graine = 7;
  for (let i = 0; i < octets.length; i += 1) {
    graine = (graine * 16_807) % 2_147_483_647;
    octets[i] = i % 4 === 3 ? 255 : graine & 255;
  }
  trait.putImageData(image, 0, 0);
}

/** A carton with writing on it, as sharp as a canvas draws. */
function carton(trait: CanvasRenderingContext2D): void {
  trait.fillStyle = '#b08a5c';
  trait.fillRect(0, 0, LARGEUR, HAUTEUR);
  trait.fillStyle = '#201810';
  trait.font = '700 150px sans-serif';
  for (let y = 200; y < HAUTEUR; y += 220) trait.fillText('BAMAKO 12,50 kg 易碎 FRAGILE', 150, y);
}

function draw(sujet: Sujet): HTMLCanvasElement {
  const [toile, trait] = canvas();
  if (sujet === 'bruit') noise(trait);
  if (sujet === 'blanche') {
    trait.fillStyle = '#fdfdfd';
    trait.fillRect(0, 0, LARGEUR, HAUTEUR);
  }
  if (sujet === 'carton' || sujet === 'sombre') carton(trait);
  if (sujet === 'sombre') {
    trait.fillStyle = 'rgba(0, 0, 0, 0.85)';
    trait.fillRect(0, 0, LARGEUR, HAUTEUR);
  }
  if (sujet === 'floue') {
    const [nette, copie] = canvas();
    carton(copie);
    trait.filter = 'blur(70px)';
    trait.drawImage(nette, 0, 0);
  }
  return toile;
}

/** The picture as a camera's file, with the place it was taken written in its EXIF. */
async function cameraFile(sujet: Sujet): Promise<Blob> {
  const jpeg = await new Promise<Blob | null>((pret) =>
    draw(sujet).toBlob(pret, 'image/jpeg', 0.97),
  );
  const octets = new Uint8Array((await jpeg?.arrayBuffer()) ?? new ArrayBuffer(0));
  const exif = new TextEncoder().encode('Exif\0\0MM\0*GPSLatitude 12.6392 N');
  const entete = Uint8Array.of(0xff, 0xe1, 0, exif.length + 2);
  return new Blob([octets.slice(0, 2), entete, exif, octets.slice(2)], { type: 'image/jpeg' });
}

const holds = (octets: Uint8Array, mot: string): boolean =>
  new TextDecoder('latin1').decode(octets).includes(mot);

export interface PhotoGardee {
  recu: number;
  garde: number;
  largeur: number;
  hauteur: number;
  type: string;
  exif: [boolean, boolean];
  avis: string;
  ms: number;
}

/** Takes one in as the bench does; says what is kept of it and what is thought of it. */
export async function photo(sujet: Sujet): Promise<PhotoGardee> {
  const fichier = await cameraFile(sujet);
  const debut = performance.now();
  const gardee = await reducePhoto(fichier);
  const ms = performance.now() - debut;
  const image = await createImageBitmap(gardee);
  const { avis } = await judgePhoto(gardee);
  const avant = new Uint8Array(await fichier.arrayBuffer());
  const apres = new Uint8Array(await gardee.arrayBuffer());
  return {
    recu: fichier.size,
    garde: gardee.size,
    largeur: image.width,
    hauteur: image.height,
    type: gardee.type,
    exif: [holds(avant, 'GPSLatitude'), holds(apres, 'Exif')],
    avis,
    ms,
  };
}
