/**
 * The bench's hardware, injected before the page: a scale on Web Serial (continuous `ST,GS`), a
 * scanner on WebHID, a TSPL printer on WebUSB, a camera drawn on a canvas. Everything is driven
 * through `window.__poste`; what leaves the page is recorded there with its time.
 */

/** Runs in the page. `pannes`: what does not work from the start. */
export function injecter(pannes = {}) {
  const poste = {
    grammes: 0,
    stable: true,
    // An empty roll stays empty when the page is loaded again.
    papier: sessionStorage.getItem('sans-papier') === null,
    branchee: true,
    /** 'figee': takes a slice and answers no more; 'arrachee': its cable leaves with that slice. */
    imprimante: 'bonne',
    impressions: [],
    souris: 0,
    entree: 0,
    scan: 0,
    lus: {},
  };
  window.__poste = poste;

  const trame = () => {
    const kg = (poste.grammes / 1000).toFixed(3).padStart(8, '0');
    return new TextEncoder().encode(`${poste.stable ? 'ST' : 'US'},GS,+${kg}kg\r\n`);
  };

  class Port extends EventTarget {
    #flux = null;
    #rythme = 0;
    readable = null;
    writable = null;
    getInfo = () => ({ usbVendorId: 0x1a86, usbProductId: 0x7523 });

    async open() {
      if (pannes.balance) throw new DOMException('held', pannes.balance);
      this.readable = new ReadableStream({ start: (flux) => void (this.#flux = flux) });
      this.writable = new WritableStream({});
      this.#rythme = setInterval(() => {
        const octets = trame();
        // A frame never arrives whole.
        this.#flux?.enqueue(octets.slice(0, 7));
        this.#flux?.enqueue(octets.slice(7));
      }, 60);
    }

    async close() {
      clearInterval(this.#rythme);
      this.#flux = null;
      this.readable = null;
    }

    arracher() {
      clearInterval(this.#rythme);
      const flux = this.#flux;
      this.#flux = null;
      this.readable = null;
      flux?.error(new DOMException('The device has been lost.', 'NetworkError'));
    }
  }

  const port = new Port();
  const serie = Object.assign(new EventTarget(), {
    getPorts: async () => (poste.branchee ? [port] : []),
    requestPort: async () => {
      if (pannes.permission) throw new DOMException('refused', 'SecurityError');
      return port;
    },
  });
  Object.defineProperty(navigator, 'serial', { value: serie, configurable: true });
  poste.poser = (grammes) => {
    poste.stable = false;
    poste.grammes = Math.round(grammes * 0.7);
    setTimeout(() => {
      poste.grammes = grammes;
      poste.stable = true;
    }, 90);
  };
  // Answers nothing: what a driver's call returns crosses to Node, every label's bytes with it.
  poste.retirer = () => void Object.assign(poste, { grammes: 0, stable: true });
  poste.arracher = () => {
    poste.branchee = false;
    port.arracher();
    serie.dispatchEvent(new Event('disconnect'));
  };
  poste.rebrancher = () => {
    poste.branchee = true;
    serie.dispatchEvent(new Event('connect'));
  };

  class Douchette extends EventTarget {
    vendorId = 0x05e0;
    productId = 0x1900;
    opened = false;
    collections = [{ usagePage: 0x8c, usage: 1 }];
    open = async () => void (this.opened = true);
    close = async () => void (this.opened = false);
    sendFeatureReport = async () => undefined;
  }
  const douchette = new Douchette();
  const hid = Object.assign(new EventTarget(), {
    getDevices: async () => [douchette],
    requestDevice: async () => [douchette],
  });
  Object.defineProperty(navigator, 'hid', { value: hid, configurable: true });
  poste.scanner = (texte) => {
    const rapport = new Uint8Array(63);
    rapport[0] = texte.length;
    rapport.set([0x5d, 0x43, 0x30], 1);
    rapport.set(new TextEncoder().encode(texte), 4);
    const lu = new Event('inputreport');
    Object.assign(lu, { reportId: 2, data: new DataView(rapport.buffer), device: douchette });
    poste.scan = performance.now();
    poste.lus[texte] = poste.scan;
    douchette.dispatchEvent(lu);
  };

  const lire = (octets) => new TextDecoder('latin1').decode(octets);
  // The label's bytes as text, one sign a byte: only for whoever asks.
  poste.texte = (rang) => poste.impressions[rang].tranches.map(lire).join('');

  // The same code within three seconds is one scan.
  poste.relisible = (texte) => performance.now() - (poste.lus[texte] ?? -3_000) >= 3_000;

  let attente = null;
  const imprimante = {
    vendorId: 0x1203,
    productId: 0x0172,
    opened: false,
    configuration: {
      interfaces: [
        {
          interfaceNumber: 0,
          alternates: [
            {
              alternateSetting: 0,
              interfaceClass: 7,
              endpoints: [
                { endpointNumber: 1, direction: 'out', type: 'bulk' },
                { endpointNumber: 2, direction: 'in', type: 'bulk' },
              ],
            },
          ],
        },
      ],
    },
    open: async () => void (imprimante.opened = true),
    close: async () => void (imprimante.opened = false),
    selectConfiguration: async () => undefined,
    claimInterface: async () => undefined,
    selectAlternateInterface: async () => undefined,
    transferIn: () =>
      new Promise((resolve) => {
        attente = (octet) =>
          resolve({ status: 'ok', data: new DataView(Uint8Array.of(octet).buffer) });
      }),
    transferOut: async (_point, octets) => {
      if (octets.length === 3 && octets[0] === 0x1b) {
        attente?.(poste.papier ? 0 : 4);
        return { status: 'ok' };
      }
      // A label comes in slices: the first one dates it, the last one ends with PRINT.
      if (poste.impressions.at(-1)?.finie !== false) {
        poste.impressions.push({ ms: performance.now(), tranches: [], taille: 0, finie: false });
      }
      const courante = poste.impressions.at(-1);
      courante.tranches.push(octets.slice());
      courante.taille += octets.length;
      const fin = courante.tranches.slice(-2).map(lire).join('').slice(-12);
      courante.finie = /PRINT \d+(,\d+)?\r?\n$/.test(fin);
      if (poste.imprimante === 'figee') return new Promise(() => undefined);
      if (poste.imprimante === 'arrachee') {
        usb.dispatchEvent(Object.assign(new Event('disconnect'), { device: imprimante }));
        throw new DOMException('The device was disconnected.', 'NetworkError');
      }
      return { status: 'ok' };
    },
  };
  const usb = Object.assign(new EventTarget(), {
    getDevices: async () => (poste.imprimante === 'arrachee' ? [] : [imprimante]),
    requestDevice: async () => imprimante,
  });
  poste.rebrancherImprimante = () => {
    poste.imprimante = 'bonne';
    // What was cut short lies on the floor: the next slice begins another label.
    for (const coupee of poste.impressions) coupee.finie ||= 'coupée';
    usb.dispatchEvent(new Event('connect'));
  };
  Object.defineProperty(navigator, 'usb', { value: usb, configurable: true });

  poste.piste = null;
  const getUserMedia = async () => {
    if (pannes.camera) throw new DOMException('camera', pannes.camera);
    const toile = document.createElement('canvas');
    toile.width = 1280;
    toile.height = 720;
    const trait = toile.getContext('2d');
    const carton = () => {
      trait.fillStyle = '#b08050';
      trait.fillRect(0, 0, 1280, 720);
      trait.fillStyle = '#201810';
      for (let i = 0; i < 40; i += 1) trait.fillRect(i * 32, (i * 53) % 520, 14, 200);
    };
    carton();
    poste.cacher = carton;
    poste.montrer = ({ pixs, pixx }) => {
      carton();
      const cote = Math.floor(440 / pixx);
      trait.fillStyle = '#fff';
      trait.fillRect(400, 80, cote * (pixx + 8), cote * (pixx + 8));
      trait.fillStyle = '#000';
      for (const [rang, noir] of pixs.entries()) {
        const [x, y] = [rang % pixx, Math.floor(rang / pixx)];
        if (noir) trait.fillRect(400 + cote * (x + 4), 80 + cote * (y + 4), cote, cote);
      }
    };
    // One pixel moves: a stream without change gives no frame.
    let pas = 0;
    setInterval(() => trait.fillRect((pas += 1) % 1280, 719, 1, 1), 100);
    const flux = toile.captureStream(10);
    poste.piste = flux.getVideoTracks()[0];
    return flux;
  };
  Object.defineProperty(navigator.mediaDevices, 'getUserMedia', { value: getUserMedia });

  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter') poste.entree = event.timeStamp;
    },
    { capture: true },
  );
  for (const genre of ['mousedown', 'mousemove', 'pointerdown', 'wheel', 'touchstart']) {
    window.addEventListener(genre, () => (poste.souris += 1), { capture: true });
  }
}

/** What this bench is set to; written before the page reads it. */
export const REGLAGES = {
  taille: '100x150',
  imprimer: true,
  imprimante: { transport: 'usb', langage: 'tspl', bauds: 115200 },
  balance: { transport: 'serie', protocole: 'stgs', bauds: 9600, bits: 8, parite: 'none', arret: 1 },
  douchette: 'hid',
  camera: true,
  photoSeule: true,
  habitudes: true,
  sons: true,
  installe_le: '2026-01-01T00:00:00Z',
};

/** Puts the devices and the settings in every page of a context. */
export async function equiper(contexte, { pannes = {}, reglages = {}, langue = 'fr' } = {}) {
  await contexte.addInitScript(injecter, pannes);
  await contexte.addInitScript(
    ([cle, langue]) => {
      if (!localStorage.getItem('ts-station')) localStorage.setItem('ts-station', cle);
      if (!localStorage.getItem('ts-langue')) localStorage.setItem('ts-langue', langue);
    },
    [JSON.stringify({ ...REGLAGES, ...reglages }), langue],
  );
}
