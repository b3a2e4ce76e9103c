import { nameOf } from '../erreurs';
import { pause } from './delai';
import type { Session, Voie } from './lien';
import { identityOf } from './memoire';
import { type OptionsSerie, type PortSerie, ports } from './navigateur';

/** Line noise: the stream is renewed and reading goes on. Anything else is the device gone. */
const PASSAGERES: readonly string[] = [
  'BufferOverrunError',
  'BreakError',
  'FramingError',
  'ParityError',
];

const isPassing = (cause: unknown): boolean => PASSAGERES.includes(nameOf(cause));

/** How long the driver gets to let a reader go before the port is closed under it. */
const LIBERATION_MS = 500;

class SessionSerie implements Session {
  #lecteur: ReadableStreamDefaultReader<Uint8Array> | null = null;
  #fermee = false;
  readonly #lecture: Promise<void>;

  constructor(
    private readonly port: PortSerie,
    onOctets: (octets: Uint8Array) => void,
    onPerdu: (cause?: unknown) => void,
  ) {
    this.#lecture = this.#readAll(onOctets, onPerdu);
  }

  async write(octets: Uint8Array): Promise<void> {
    const sortie = this.port.writable?.getWriter();
    if (!sortie) throw new DOMException('port not writable', 'NetworkError');
    try {
      await sortie.write(octets);
    } finally {
      sortie.releaseLock();
    }
  }

  async close(): Promise<void> {
    this.#fermee = true;
    await this.#lecteur?.cancel().catch(() => undefined);
    await Promise.race([this.#lecture, pause(LIBERATION_MS)]);
    await this.port.close();
  }

  async #readAll(
    onOctets: (octets: Uint8Array) => void,
    onPerdu: (cause?: unknown) => void,
  ): Promise<void> {
    let cause: unknown;
    while (this.port.readable && !this.#fermee) {
      cause = await this.#readStream(this.port.readable, onOctets);
      if (!isPassing(cause)) break;
    }
    if (!this.#fermee) onPerdu(cause);
  }

  /** Reads until the stream ends; answers what ended it. */
  async #readStream(
    flux: ReadableStream<Uint8Array>,
    onOctets: (octets: Uint8Array) => void,
  ): Promise<unknown> {
    const lecteur = flux.getReader();
    this.#lecteur = lecteur;
    try {
      for (;;) {
        const { value, done } = await lecteur.read();
        if (done) return undefined;
        onOctets(value);
      }
    } catch (cause) {
      return cause;
    } finally {
      this.#lecteur = null;
      lecteur.releaseLock();
    }
  }
}

/** Web Serial: USB-serial adapters, scanners in COM mode, printers, motherboard ports. */
export function serialWay(options: OptionsSerie): Voie<PortSerie> {
  return {
    bus: () => ports().serial,
    granted: async () => (await ports().serial?.getPorts()) ?? [],
    request: async () => {
      const serie = ports().serial;
      if (!serie) throw new DOMException('no Web Serial', 'NotSupportedError');
      return serie.requestPort();
    },
    identity: (port) => {
      const { usbVendorId, usbProductId } = port.getInfo();
      return identityOf(usbVendorId, usbProductId);
    },
    open: async (port, onOctets, onPerdu) => {
      try {
        await port.open(options);
      } catch (cause) {
        // Chromium says NetworkError for a port that another program holds.
        throw nameOf(cause) === 'NetworkError'
          ? new DOMException('port held or forbidden', 'NotReadableError')
          : cause;
      }
      return new SessionSerie(port, onOctets, onPerdu);
    },
  };
}
