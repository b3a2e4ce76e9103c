import type { IdentiteUsb, OptionsSerie, PortSerie, Serie } from '@/station/lien/navigateur';

/** A serial port the test plays the device of. */
export class FauxPort extends EventTarget implements PortSerie {
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  ouvert: OptionsSerie | null = null;
  recu: number[] = [];
  /** What the device does with what it is sent. */
  onEcrit: (octets: Uint8Array) => void = () => undefined;
  refus: Error | null = null;
  #flux: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor(private readonly identite: IdentiteUsb = { usbVendorId: 0x1a86, usbProductId: 1 }) {
    super();
  }

  getInfo(): IdentiteUsb {
    return this.identite;
  }

  async open(options: OptionsSerie): Promise<void> {
    if (this.refus) throw this.refus;
    this.ouvert = options;
    this.#renew();
    this.writable = new WritableStream({
      write: (octets) => {
        this.recu.push(...octets);
        this.onEcrit(octets);
      },
    });
  }

  async close(): Promise<void> {
    this.ouvert = null;
    this.readable = null;
    this.writable = null;
  }

  emit(octets: Uint8Array | string): void {
    const morceau =
      typeof octets === 'string' ? Uint8Array.from(Buffer.from(octets, 'latin1')) : octets;
    this.#flux?.enqueue(morceau);
  }

  /** A byte the line garbled: the stream breaks and another takes its place. */
  garble(): void {
    const flux = this.#flux;
    this.#renew();
    flux?.error(new DOMException('parity', 'ParityError'));
  }

  /** The cable is pulled in the middle of a read. */
  unplug(): void {
    const flux = this.#flux;
    this.readable = null;
    flux?.error(new DOMException('The device has been lost.', 'NetworkError'));
  }

  #renew(): void {
    this.readable = new ReadableStream({
      start: (flux) => {
        this.#flux = flux;
      },
    });
  }
}

/** `navigator.serial` with the ports the test plugs in. */
export class FauxSerie extends EventTarget implements Serie {
  accordes: PortSerie[] = [];
  reponse: () => Promise<PortSerie> = () =>
    Promise.reject(new DOMException('none', 'NotFoundError'));

  getPorts(): Promise<PortSerie[]> {
    return Promise.resolve([...this.accordes]);
  }

  requestPort(): Promise<PortSerie> {
    return this.reponse();
  }

  plug(port: PortSerie): void {
    this.accordes.push(port);
    this.dispatchEvent(new Event('connect'));
  }

  unplug(port: FauxPort): void {
    this.accordes = this.accordes.filter((un) => un !== port);
    port.unplug();
  }
}

/** Puts it where the browser would. */
export function installSerie(): FauxSerie {
  const serie = new FauxSerie();
  Object.defineProperty(navigator, 'serial', { value: serie, configurable: true });
  return serie;
}
