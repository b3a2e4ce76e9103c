import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FauxPort, installSerie } from '../../../tests/faux-serie';
import type { AppareilUsb } from '../lien/navigateur';
import { EnvoiImpossible, Imprimante } from './imprimante';

const OCTETS = new Uint8Array(10_000).fill(7);
const QUESTION = '\u001b!?';

let port: FauxPort;
let imprimante: Imprimante;
let etiquette: number;

/** A TSPL printer that answers with these status bytes, the last one for ever. */
function answers(...etats: number[]): void {
  port.onEcrit = (octets) => {
    if (String.fromCharCode(...octets) !== QUESTION) {
      etiquette += octets.length;
      return;
    }
    port.emit(Uint8Array.of(etats.length > 1 ? (etats.shift() ?? 0) : (etats[0] ?? 0)));
  };
}

const faute = (): Promise<unknown> => imprimante.print(OCTETS).catch((cause: unknown) => cause);

beforeEach(async () => {
  localStorage.clear();
  port = new FauxPort();
  installSerie().accordes = [port];
  etiquette = 0;
  imprimante = new Imprimante({ transport: 'serie', langage: 'tspl', bauds: 9_600 });
  await imprimante.reconnect();
});
afterEach(() => imprimante.close());

describe('a printer on its line', () => {
  test('ready, at work, ready again: the label is out', async () => {
    answers(0x00, 0x20, 0x20, 0x00);
    await imprimante.print(OCTETS);
    expect(etiquette).toBe(OCTETS.length);
  });

  test('no paper: said, and not a byte of the label has left', async () => {
    answers(0x04);
    expect(await faute()).toMatchObject({ appareil: 'imprimante', raison: 'papier' });
    expect(await faute()).toBeInstanceOf(EnvoiImpossible);
    expect(etiquette).toBe(0);
  });

  test('the paper ends under the label: said, and it may be out', async () => {
    answers(0x00, 0x20, 0x04);
    const raison = await faute();
    expect(raison).toMatchObject({ raison: 'papier' });
    expect(raison).not.toBeInstanceOf(EnvoiImpossible);
  });

  test('one that never answers is believed', async () => {
    port.onEcrit = (octets) => {
      if (octets.length > 3) etiquette += octets.length;
    };
    await imprimante.print(OCTETS);
    expect(etiquette).toBe(OCTETS.length);
    expect(await imprimante.status()).toBe('inconnu');
  });

  test('one that has answered and no longer does is off', async () => {
    answers(0x00);
    await imprimante.print(OCTETS);
    port.onEcrit = () => undefined;
    expect(await faute()).toMatchObject({ raison: 'eteinte' });
  });

  test('the cable pulled in the middle of a label: uncertain', async () => {
    answers(0x00);
    const repondre = port.onEcrit;
    port.onEcrit = (octets) => {
      repondre(octets);
      if (etiquette > 4_000) throw new DOMException('lost', 'NetworkError');
    };
    const raison = await faute();
    expect(raison).toMatchObject({ raison: 'debranche' });
    expect(raison).not.toBeInstanceOf(EnvoiImpossible);
  });
});

describe('a printer on USB', () => {
  function usb(changements: Partial<AppareilUsb> = {}): AppareilUsb {
    const points = [
      { endpointNumber: 1, direction: 'out', type: 'bulk' },
      { endpointNumber: 2, direction: 'in', type: 'bulk' },
    ] as const;
    return {
      vendorId: 0x1203,
      productId: 1,
      opened: false,
      configuration: {
        interfaces: [
          {
            interfaceNumber: 3,
            alternates: [{ alternateSetting: 0, interfaceClass: 7, endpoints: points }],
          },
        ],
      },
      open: vi.fn(async () => undefined),
      close: vi.fn(async () => undefined),
      selectConfiguration: vi.fn(async () => undefined),
      claimInterface: vi.fn(async () => undefined),
      selectAlternateInterface: vi.fn(async () => undefined),
      transferOut: vi.fn(async () => ({ status: 'ok' })),
      transferIn: vi.fn(() => new Promise<never>(() => undefined)),
      ...changements,
    };
  }

  async function open(appareil: AppareilUsb): Promise<Imprimante> {
    const bus = Object.assign(new EventTarget(), {
      getDevices: async () => [appareil],
      requestDevice: async () => appareil,
    });
    Object.defineProperty(navigator, 'usb', { value: bus, configurable: true });
    const une = new Imprimante({ transport: 'usb', langage: 'tspl', bauds: 0 });
    await une.reconnect();
    return une;
  }

  test('its printer interface is claimed and the label sent whole', async () => {
    const appareil = usb();
    const une = await open(appareil);
    expect(appareil.claimInterface).toHaveBeenCalledWith(3);
    await une.print(OCTETS);
    const envoyes = vi.mocked(appareil.transferOut).mock.calls.filter(([point]) => point === 1);
    const total = envoyes.reduce((somme, [, octets]) => somme + octets.byteLength, 0);
    expect(total).toBe(OCTETS.length + QUESTION.length);
    await une.close();
  });

  test('held by the maker’s driver, as on Windows: refused, and let go', async () => {
    const refus = new DOMException('denied', 'SecurityError');
    const appareil = usb({ claimInterface: () => Promise.reject(refus) });
    const une = await open(appareil);
    expect(une.etat).toMatchObject({ etat: 'erreur', erreur: { raison: 'refusee' } });
    expect(appareil.close).toHaveBeenCalled();
    await une.close();
  });
});
