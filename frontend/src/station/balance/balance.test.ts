import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FauxPort, type FauxSerie, installSerie } from '../../../tests/faux-serie';
import type { MaterielError } from '../erreurs';
import { CHOIX_MS } from '../lien/delai';
import { REPRISE_MS } from '../lien/lien';
import { Balance, type EtatBalance, SILENCE_MS } from './balance';
import { checkCalibration } from './etalonnage';
import { type Lecture, rawFrame } from './lecture';
import { Pesage, type PoidsPris } from './pesage';
import { defaultReglage } from './protocoles';
import { Stabilite } from './stabilite';

let serie: FauxSerie;
let port: FauxPort;
let etats: EtatBalance[];
let balance: Balance;

const dernier = (): EtatBalance | undefined => etats.at(-1);
const lus = (): (number | null)[] =>
  etats.flatMap(({ lecture }) => (lecture ? [lecture.poids_g] : []));

function open(protocole: Parameters<typeof defaultReglage>[0]): Balance {
  etats = [];
  balance = new Balance(defaultReglage(protocole));
  balance.subscribe((etat) => etats.push(etat));
  return balance;
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  serie = installSerie();
  port = new FauxPort();
});

afterEach(async () => {
  await balance.close();
  vi.useRealTimers();
});

const passe = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('a scale on its line', () => {
  test('split chunks make one reading, kept with its raw frame', async () => {
    serie.accordes = [port];
    await open('cas22').reconnect();
    for (const morceau of ['ST,G', 'S,1\u00c4,0000', '13.5 kg\r', '\nST,GS']) {
      port.emit(morceau);
      await passe(5);
    }
    expect(lus()).toEqual([13_500]);
    expect(dernier()?.lecture).toMatchObject({
      stable: true,
      motif: null,
      source: 'serie',
      trame: 'cas22/serie ST,GS,1\\xc4,000013.5 kg',
    });
  });

  test('the line is opened as the scale’s menu says', async () => {
    serie.accordes = [port];
    await open('tol8217').reconnect();
    expect(port.ouvert).toMatchObject({
      baudRate: 9_600,
      dataBits: 7,
      parity: 'even',
      stopBits: 1,
    });
  });

  test('a scale that only answers is asked over and over', async () => {
    serie.accordes = [port];
    port.onEcrit = () => port.emit('S S     12.345 kg\r\n');
    await open('sics').reconnect();
    await passe(600);
    expect(String.fromCharCode(...port.recu)).toBe('SI\r\nSI\r\n');
    expect(lus()).toEqual([12_345, 12_345]);
  });

  test('moving, negative, empty, overloaded: no weight, and why', async () => {
    serie.accordes = [port];
    await open('stgs').reconnect();
    const trames = [
      'US,GS,+  1.234kg',
      'ST,GS,-  1.234kg',
      'ST,GS,+  0.000kg',
      'OL,GS,+ ------kg',
      'OL,GS,+         ',
    ];
    for (const trame of trames) port.emit(`${trame}\r\n${trame}\r\n`);
    await passe(5);
    expect(lus().every((poids) => poids === null)).toBe(true);
    const motifs = new Set(etats.flatMap(({ lecture }) => lecture?.motif ?? []));
    expect([...motifs]).toEqual(['bouge', 'negatif', 'vide', 'surcharge']);
  });

  test('the cable pulled in the middle of a frame: said, then found again by itself', async () => {
    serie.accordes = [port];
    await open('sics').reconnect();
    port.emit('S S     12.');
    await passe(5);
    serie.unplug(port);
    await passe(5);
    expect(dernier()).toMatchObject({ etat: 'debranchee', lecture: null });
    expect(dernier()?.erreur?.raison).toBe('debranche');

    const revenu = new FauxPort();
    serie.accordes.push(revenu);
    await passe(REPRISE_MS + 5);
    expect(dernier()?.etat).toBe('connectee');
    revenu.emit('345 kg\r\nS S      2.000 kg\r\n');
    await passe(5);
    expect(lus()).toEqual([2_000]);
  });

  test('a garbled byte costs a frame, not the connection', async () => {
    serie.accordes = [port];
    await open('cas22').reconnect();
    port.garble();
    await passe(5);
    port.emit('ST,GS,1\u00c4,000013.5 kg\r\n');
    await passe(5);
    expect(lus()).toEqual([13_500]);
  });

  test('held by another program: said, and opened as soon as it is let go', async () => {
    serie.accordes = [port];
    port.refus = new DOMException('Failed to open serial port.', 'NetworkError');
    expect(await open('sics').reconnect()).toBe(false);
    expect(dernier()?.erreur?.raison).toBe('occupe');
    port.refus = null;
    await passe(REPRISE_MS + 5);
    expect(dernier()?.etat).toBe('connectee');
  });

  test('silent, then speaking another format, then right', async () => {
    serie.accordes = [port];
    await open('sics').reconnect();
    await passe(SILENCE_MS + 1_100);
    expect(dernier()?.etat).toBe('muette');
    port.emit('ST,GS,+  1.234kg\r\n');
    await passe(1_100);
    expect(dernier()?.etat).toBe('illisible');
    port.emit('S S     12.345 kg\r\nS S     12.345 kg\r\n');
    await passe(5);
    expect(dernier()).toMatchObject({ etat: 'connectee', erreur: null });
  });
});

describe('choosing a device', () => {
  test('a chooser that never settles is a time-out, not a frozen screen', async () => {
    serie.reponse = () => new Promise(() => undefined);
    const choix = open('sics').choose();
    const attendu = expect(choix).rejects.toMatchObject({ raison: 'sans_reponse' });
    await passe(CHOIX_MS + 5);
    await attendu;
  });

  test.each([
    ['NotFoundError', 'aucun_choix'],
    ['SecurityError', 'refusee'],
  ])('%s is said as %s', async (nom, raison) => {
    serie.reponse = () => Promise.reject(new DOMException('no', nom));
    await expect(open('sics').choose()).rejects.toMatchObject({ appareil: 'balance', raison });
  });

  test('a browser without Web Serial says so', async () => {
    Object.defineProperty(navigator, 'serial', { value: undefined, configurable: true });
    const erreur: unknown = await open('sics')
      .choose()
      .catch((cause: unknown) => cause);
    expect((erreur as MaterielError).raison).toBe('non_pris_en_charge');
  });

  test('the chosen one among several is found again after a reload', async () => {
    const autre = new FauxPort({ usbVendorId: 0x0403, usbProductId: 0x6001 });
    const jumelle = new FauxPort();
    serie.accordes = [autre, port, jumelle];
    serie.reponse = () => Promise.resolve(jumelle);
    await open('sics').choose();
    expect(jumelle.ouvert).not.toBeNull();
    await balance.close();

    expect(await open('sics').reconnect()).toBe(true);
    expect([autre.ouvert, port.ouvert]).toEqual([null, null]);
    expect(jumelle.ouvert).not.toBeNull();
  });

  test('several ports and no memory: none is opened by guess', async () => {
    serie.accordes = [port, new FauxPort({})];
    expect(await open('sics').reconnect()).toBe(false);
    expect(dernier()?.etat).toBe('absente');
  });
});

describe('stability without a flag', () => {
  const lire = (paires: [number, number][]): (string | null)[] => {
    const stabilite = new Stabilite();
    return paires.map(([grams, ms]) => stabilite.judge({ grams, status: 'unknown' }, ms));
  };

  test('three equal readings over half a second', () => {
    expect(
      lire([
        [500, 0],
        [500, 250],
        [500, 500],
      ]),
    ).toEqual(['incertain', 'incertain', null]);
  });

  test('three too quick, or two long apart, are not enough', () => {
    expect(
      lire([
        [500, 0],
        [500, 100],
        [500, 499],
      ]).at(-1),
    ).toBe('incertain');
    expect(
      lire([
        [500, 0],
        [500, 900],
      ]).at(-1),
    ).toBe('incertain');
  });

  test('one that differs starts again', () => {
    expect(
      lire([
        [500, 0],
        [500, 300],
        [505, 400],
        [500, 600],
        [500, 800],
      ]).at(-1),
    ).toBe('incertain');
  });
});

describe('one weight per carton', () => {
  const lecture = (poids_g: number | null, grams = poids_g): Lecture => ({
    grams,
    status: 'stable',
    stable: poids_g !== null,
    motif: poids_g === null ? 'bouge' : null,
    poids_g,
    source: 'serie',
    trame: 'x',
    a_ms: 0,
  });

  const suivant = (pesage: Pesage): void => pesage.rearm();
  const repeser = (pesage: Pesage): void => pesage.reweigh();
  const tape = (pesage: Pesage): void => pesage.disarm();

  function weigh(gestes: (Lecture | ((pesage: Pesage) => void))[]): number[] {
    const pris: PoidsPris[] = [];
    const pesage = new Pesage((poids) => pris.push(poids));
    for (const geste of gestes) {
      if (typeof geste === 'function') geste(pesage);
      else pesage.read(geste);
    }
    return pris.map(({ poids_g }) => poids_g);
  }

  test('the box still there when the next label is scanned is not the next carton', () => {
    const encore = lecture(12_345);
    expect(weigh([encore, encore, suivant, encore])).toEqual([12_345]);
    expect(weigh([encore, suivant, encore, lecture(null, 3), lecture(8_000)])).toEqual([
      12_345, 8_000,
    ]);
  });

  test('a carton laid while the one before is not confirmed does not change its weight', () => {
    expect(
      weigh([lecture(5_000), lecture(null, 0), lecture(9_000), suivant, lecture(9_000)]),
    ).toEqual([5_000, 9_000]);
  });

  test('weighed again when asked, not when it was typed', () => {
    expect(weigh([lecture(5_000), repeser, lecture(5_010)])).toEqual([5_000, 5_010]);
    expect(weigh([tape, lecture(5_000)])).toEqual([]);
  });
});

test('a known weight tells a wrong format, a wrong unit and a scale out of true apart', () => {
  expect(checkCalibration(5_010, 5_000)).toEqual({ ok: true, ecart_g: 10, conseil: null });
  expect(checkCalibration(5_100, 5_000).conseil).toBe('etalonner');
  expect(checkCalibration(2_268, 5_000).conseil).toBe('unite');
  expect(checkCalibration(300, 3_000).conseil).toBe('protocole');
});

test('the raw frame is printable and never longer than its column', () => {
  const trame = rawFrame('yhF0', 'serie', Uint8Array.of(2, 0x2b, 0x5c, 0xff, 3));
  expect(trame).toBe('yhF0/serie \\x02+\\x5c\\xff\\x03');
  expect(rawFrame('sics', 'serie', new Uint8Array(500))).toHaveLength(200);
});
