import type { Voie } from './lien';
import { identityOf } from './memoire';
import { type AppareilHid, ports, type RapportHid } from './navigateur';

/** USB HID Point of Sale usage pages. */
export const PAGE_BALANCE = 0x8d;
export const PAGE_DOUCHETTE = 0x8c;

const bytesOf = ({ buffer, byteOffset, byteLength }: DataView): Uint8Array =>
  new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);

interface Options {
  /** Only input reports of this number; all without it. */
  rapport?: number;
  onOuvert?: (appareil: AppareilHid) => Promise<void>;
}

/** WebHID devices of one usage page; each input report is given whole, without its number. */
export function hidWay(usagePage: number, { rapport, onOuvert }: Options = {}): Voie<AppareilHid> {
  const serves = ({ collections }: AppareilHid): boolean =>
    collections.some((une) => une.usagePage === usagePage);
  return {
    bus: () => ports().hid,
    granted: async () => ((await ports().hid?.getDevices()) ?? []).filter(serves),
    request: async () => {
      const hid = ports().hid;
      if (!hid) throw new DOMException('no WebHID', 'NotSupportedError');
      // An empty answer is a chooser closed without a choice.
      const [choisi] = await hid.requestDevice({ filters: [{ usagePage }] });
      if (!choisi) throw new DOMException('nothing chosen', 'NotFoundError');
      return choisi;
    },
    identity: ({ vendorId, productId }) => identityOf(vendorId, productId),
    open: async (appareil, onOctets) => {
      if (!appareil.opened) await appareil.open();
      await onOuvert?.(appareil);
      const onRapport = (event: Event): void => {
        const { reportId, data } = event as RapportHid;
        if (rapport === undefined || reportId === rapport) onOctets(bytesOf(data));
      };
      appareil.addEventListener('inputreport', onRapport);
      return {
        write: () => Promise.reject(new DOMException('reports only come in', 'NotSupportedError')),
        close: async () => {
          appareil.removeEventListener('inputreport', onRapport);
          await appareil.close();
        },
      };
    },
  };
}
