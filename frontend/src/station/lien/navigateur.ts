/** The parts of Web Serial, WebHID and WebUSB the bench uses; TypeScript's DOM library has none. */

export interface IdentiteUsb {
  usbVendorId?: number;
  usbProductId?: number;
}

export interface OptionsSerie {
  baudRate: number;
  dataBits?: 7 | 8;
  stopBits?: 1 | 2;
  parity?: 'none' | 'even' | 'odd';
  bufferSize?: number;
  flowControl?: 'none' | 'hardware';
}

export interface PortSerie extends EventTarget {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  readonly connected?: boolean;
  open(options: OptionsSerie): Promise<void>;
  close(): Promise<void>;
  getInfo(): IdentiteUsb;
}

export interface Serie extends EventTarget {
  getPorts(): Promise<PortSerie[]>;
  requestPort(options?: object): Promise<PortSerie>;
}

export interface RapportHid extends Event {
  readonly data: DataView;
  readonly reportId: number;
}

export interface CollectionHid {
  usagePage?: number;
  usage?: number;
}

export interface AppareilHid extends EventTarget {
  readonly opened: boolean;
  readonly vendorId: number;
  readonly productId: number;
  readonly collections: readonly CollectionHid[];
  sendFeatureReport(numero: number, octets: BufferSource): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

export interface Hid extends EventTarget {
  getDevices(): Promise<AppareilHid[]>;
  requestDevice(options: { filters: CollectionHid[] }): Promise<AppareilHid[]>;
}

export interface PointUsb {
  endpointNumber: number;
  direction: 'in' | 'out';
  type: string;
}

export interface AlternativeUsb {
  alternateSetting: number;
  interfaceClass: number;
  endpoints: readonly PointUsb[];
}

export interface InterfaceUsb {
  interfaceNumber: number;
  alternates: readonly AlternativeUsb[];
}

export interface AppareilUsb {
  readonly vendorId: number;
  readonly productId: number;
  readonly opened: boolean;
  readonly configuration: { interfaces: readonly InterfaceUsb[] } | null;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(valeur: number): Promise<void>;
  claimInterface(numero: number): Promise<void>;
  selectAlternateInterface(numero: number, alternative: number): Promise<void>;
  transferOut(point: number, octets: BufferSource): Promise<{ status?: string }>;
  transferIn(point: number, longueur: number): Promise<{ data?: DataView; status?: string }>;
}

export interface Usb extends EventTarget {
  getDevices(): Promise<AppareilUsb[]>;
  requestDevice(options: { filters: { classCode?: number }[] }): Promise<AppareilUsb>;
}

interface Ports {
  serial?: Serie;
  hid?: Hid;
  usb?: Usb;
}

/** What this browser offers; each is absent from Firefox, Safari and every phone. */
export const ports = (): Ports => navigator as unknown as Ports;
