import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
// Our own asset: the library's default is a CDN, which fails offline.
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

export interface Demande {
  id: number;
  image: ImageData;
  soutenu: boolean;
}

export interface Trouve {
  id: number;
  texte: string | null;
  ms: number;
}

prepareZXingModule({ overrides: { locateFile: () => wasm } });

/** The worker's own side of the wire; the app's types are a window's. */
const portee = self as unknown as {
  onmessage: (event: MessageEvent<Demande>) => Promise<void>;
  postMessage: (reponse: Trouve) => void;
};

portee.onmessage = async ({ data }: MessageEvent<Demande>) => {
  const debut = performance.now();
  let texte: string | null = null;
  try {
    const lus = await readBarcodes(data.image, {
      formats: ['QRCode', 'Code128', 'DataMatrix', 'Code39', 'ITF', 'EAN13'],
      tryHarder: data.soutenu,
      tryInvert: false,
      tryDownscale: false,
      maxNumberOfSymbols: 1,
    });
    texte = lus[0]?.isValid ? lus[0].text : null;
  } catch {
    texte = null;
  }
  const reponse: Trouve = { id: data.id, texte, ms: performance.now() - debut };
  portee.postMessage(reponse);
};
