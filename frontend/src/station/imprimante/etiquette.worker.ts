import latinExt from '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?url';
import latin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import type { Bitmap } from './bitmap';
import { drawDots, type Etiquette } from './dessin';
import type { TailleEtiquette } from './index';

export interface Demande {
  id: number;
  etiquette: Etiquette;
  taille: TailleEtiquette;
}

export interface Reponse {
  id: number;
  bitmap?: Bitmap;
  erreur?: string;
}

/** The worker's own side of the wire; the app's types are a window's. */
const portee = self as unknown as {
  fonts?: { add(police: FontFace): void };
  onmessage: (event: MessageEvent<Demande>) => Promise<void>;
  postMessage: (reponse: Reponse, transferts: Transferable[]) => void;
};

/** A page's style sheets do not reach a Worker: the same files are loaded here. */
async function loadFonts(): Promise<void> {
  const plages = [
    [latin, 'U+0000-00FF, U+0131, U+0152-0153, U+2000-206F, U+20AC, U+2122'],
    [latinExt, 'U+0100-02BA, U+1E00-1E9F, U+20A0-20AB, U+20AD-20C0'],
  ] as const;
  await Promise.all(
    plages.map(async ([url, unicodeRange]) => {
      const police = new FontFace('Inter Variable', `url(${url})`, {
        weight: '100 900',
        unicodeRange,
      });
      portee.fonts?.add(await police.load());
    }),
  );
}

// Without its font the label is plainer, not missing.
const polices = loadFonts().catch(() => undefined);

portee.onmessage = async ({ data: { id, etiquette, taille } }) => {
  await polices;
  try {
    const bitmap = drawDots(etiquette, taille);
    portee.postMessage({ id, bitmap }, [bitmap.octets.buffer]);
  } catch (cause) {
    portee.postMessage({ id, erreur: String(cause) }, []);
  }
};
