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
  /** The reader itself failed: its module has not come. */
  panne: boolean;
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
  let panne = false;
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
    panne = true;
  }
  const reponse: Trouve = { id: data.id, texte, ms: performance.now() - debut, panne };
  portee.postMessage(reponse);
};
