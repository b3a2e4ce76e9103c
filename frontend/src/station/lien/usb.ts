import type { Session, Voie } from './lien';
import { identityOf } from './memoire';
import { type AppareilUsb, type InterfaceUsb, ports } from './navigateur';

/** USB printer class. */
const IMPRIMANTE = 7;
const TRANCHE = 16_384;
const REPONSE = 64;

interface Points {
  interfaceNumber: number;
  alternate: number;
  sortie: number;
  entree: number | null;
}

/** The printer class's way out, and its way back where it has one. */
function endpointsOf(interfaces: readonly InterfaceUsb[]): Points | null {
  for (const { interfaceNumber, alternates } of interfaces) {
    for (const { alternateSetting, interfaceClass, endpoints } of alternates) {
      const bulk = endpoints.filter(({ type }) => type === 'bulk');
      const sortie = bulk.find(({ direction }) => direction === 'out')?.endpointNumber;
      if (interfaceClass !== IMPRIMANTE || sortie === undefined) continue;
      const entree = bulk.find(({ direction }) => direction === 'in')?.endpointNumber ?? null;
      return { interfaceNumber, alternate: alternateSetting, sortie, entree };
    }
  }
  return null;
}

class SessionUsb implements Session {
  #fermee = false;

  constructor(
    private readonly appareil: AppareilUsb,
    private readonly points: Points,
    onOctets: (octets: Uint8Array) => void,
  ) {
    if (points.entree !== null) void this.#listen(points.entree, onOctets);
  }

  async write(octets: Uint8Array): Promise<void> {
    for (let i = 0; i < octets.length; i += TRANCHE) {
      const tranche = octets.slice(i, i + TRANCHE);
      const { status } = await this.appareil.transferOut(this.points.sortie, tranche);
      if (status !== undefined && status !== 'ok') throw new DOMException(status, 'NetworkError');
    }
  }

  async close(): Promise<void> {
    this.#fermee = true;
    await this.appareil.close();
  }

  /** Printers answer only when asked; a transfer that fails means there is no answer to hear. */
  async #listen(point: number, onOctets: (octets: Uint8Array) => void): Promise<void> {
    while (!this.#fermee) {
      const recu = await this.appareil.transferIn(point, REPONSE).catch(() => null);
      if (recu === null || recu.status === 'stall') return;
      const { data } = recu;
      if (data && data.byteLength > 0) {
        onOctets(new Uint8Array(data.buffer.slice(0) as ArrayBuffer).subarray(0, data.byteLength));
      }
    }
  }
}

async function claim(appareil: AppareilUsb): Promise<Points> {
  await appareil.open();
  if (!appareil.configuration) await appareil.selectConfiguration(1);
  const points = endpointsOf(appareil.configuration?.interfaces ?? []);
  if (!points) throw new DOMException('no printer interface', 'NotSupportedError');
  // Windows lets nobody in beside the maker's driver: SecurityError here.
  await appareil.claimInterface(points.interfaceNumber);
  if (points.alternate !== 0) {
    await appareil.selectAlternateInterface(points.interfaceNumber, points.alternate);
  }
  return points;
}

/** WebUSB label printers. Not on Windows while the maker's driver holds them: use the browser. */
export function usbPrinterWay(): Voie<AppareilUsb> {
  return {
    bus: () => ports().usb,
    granted: async () => (await ports().usb?.getDevices()) ?? [],
    request: async () => {
      const usb = ports().usb;
      if (!usb) throw new DOMException('no WebUSB', 'NotSupportedError');
      return usb.requestDevice({ filters: [{ classCode: IMPRIMANTE }] });
    },
    identity: ({ vendorId, productId }) => identityOf(vendorId, productId),
    open: async (appareil, onOctets) => {
      try {
        return new SessionUsb(appareil, await claim(appareil), onOctets);
      } catch (cause) {
        await appareil.close().catch(() => undefined);
        throw cause;
      }
    },
  };
}
