/** Long side of a stored photo, before it enters the outbox. */
export const COTE_MAX = 1_280;
const QUALITE = 0.8;

export function fitWithin(
  largeur: number,
  hauteur: number,
  cote = COTE_MAX,
): { largeur: number; hauteur: number } {
  const echelle = Math.min(1, cote / Math.max(largeur, hauteur));
  return { largeur: Math.round(largeur * echelle), hauteur: Math.round(hauteur * echelle) };
}

async function draw(source: CanvasImageSource, largeur: number, hauteur: number): Promise<Blob> {
  const taille = fitWithin(largeur, hauteur);
  const toile = document.createElement('canvas');
  toile.width = taille.largeur;
  toile.height = taille.hauteur;
  const contexte = toile.getContext('2d');
  if (!contexte) throw new Error('canvas without a 2d context');
  contexte.drawImage(source, 0, 0, taille.largeur, taille.hauteur);
  return new Promise((resolve, reject) => {
    toile.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('photo not encoded'))),
      'image/jpeg',
      QUALITE,
    );
  });
}

/** The frame being shown, as a JPEG of about 230 KB. Redrawn pixels carry no EXIF. */
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
