/** Long side of a stored photo, before it enters the outbox. */
export const COTE_MAX = 1_280;
/** A photo waits on the device and travels on a thin line: never more than this, in bytes. */
export const POIDS_MAX = 300_000;
const COTE_MIN = 480;
/** The first that is light enough is kept: fine grain is what costs, and nobody reads it. */
const QUALITES = [0.8, 0.65, 0.5, 0.35] as const;

export function fitWithin(
  largeur: number,
  hauteur: number,
  cote = COTE_MAX,
): { largeur: number; hauteur: number } {
  const echelle = Math.min(1, cote / Math.max(largeur, hauteur));
  return { largeur: Math.round(largeur * echelle), hauteur: Math.round(hauteur * echelle) };
}

function encode(toile: HTMLCanvasElement, qualite: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    toile.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('photo not encoded'))),
      'image/jpeg',
      qualite,
    );
  });
}

function paint(source: CanvasImageSource, largeur: number, hauteur: number): HTMLCanvasElement {
  const toile = document.createElement('canvas');
  toile.width = largeur;
  toile.height = hauteur;
  const contexte = toile.getContext('2d');
  if (!contexte) throw new Error('canvas without a 2d context');
  contexte.drawImage(source, 0, 0, largeur, hauteur);
  return toile;
}

/** Coarser, then smaller, until it is light enough. */
async function draw(source: CanvasImageSource, largeur: number, hauteur: number): Promise<Blob> {
  for (let cote = COTE_MAX; ; cote = Math.round(cote * 0.75)) {
    const taille = fitWithin(largeur, hauteur, cote);
    const toile = paint(source, taille.largeur, taille.hauteur);
    for (const qualite of QUALITES) {
      const photo = await encode(toile, qualite);
      if (photo.size <= POIDS_MAX) return photo;
    }
    if (cote <= COTE_MIN) throw new Error('photo too heavy at any size');
  }
}

/** The frame being shown, as a JPEG, most often of about 230 KB. Redrawn pixels carry no EXIF. */
export function takePhoto(video: HTMLVideoElement): Promise<Blob> {
  return draw(video, video.videoWidth, video.videoHeight);
}

/** A picture chosen or shot through the phone's own camera, reduced and stripped the same way. */
export async function reducePhoto(fichier: Blob): Promise<Blob> {
  const image = await createImageBitmap(fichier, { imageOrientation: 'from-image' });
  try {
    return await draw(image, image.width, image.height);
  } finally {
    image.close();
  }
}
