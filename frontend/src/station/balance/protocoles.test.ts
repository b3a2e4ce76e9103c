import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balances } from '../../../tests/vecteurs';
import { Cadreur } from './cadreur';
import { latin1, type Mesure } from './mesure';
import { ficheOf, PROTOCOLES, type Protocole } from './protocoles';

const octetsOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const texte = (mots: string): Uint8Array => Uint8Array.from(Buffer.from(mots, 'latin1'));
const lire = (proto: string, octets: Uint8Array): Mesure | null =>
  ficheOf(proto as Protocole).lire(octets);

/** Frames of the two protocols the shared vectors do not hold, by their makers' manuals. */
const AUTRES = [
  { proto: 'ad', mots: 'ST,+0001.234 kg', grams: 1_234, status: 'stable' },
  { proto: 'ad', mots: 'US,-00183.96  g', grams: -183.96, status: 'unstable' },
  { proto: 'ad', mots: 'OL,+9999999E+19', grams: null, status: 'overload' },
  { proto: 'cas18', mots: 'ST,GS,   12.34kg', grams: 12_340, status: 'stable' },
  { proto: 'cas18', mots: 'US,NT,-  0.500kg', grams: -500, status: 'unstable' },
  { proto: 'cas18', mots: 'OL,GS,          ', grams: null, status: 'overload' },
] as const;

const VALIDES = [
  ...balances.valid.map(({ hex, ...reste }) => ({ ...reste, octets: octetsOf(hex) })),
  ...AUTRES.map(({ mots, ...reste }) => ({ ...reste, octets: texte(mots) })),
];

describe('scale frames', () => {
  test.each(VALIDES.map((vecteur) => [vecteur.proto, latin1(vecteur.octets), vecteur] as const))(
    '%s reads %j',
    (_proto, _trame, { proto, octets, grams, status }) => {
      const lue = lire(proto, octets);
      expect(lue?.status).toBe(status);
      if (grams === null) expect(lue?.grams).toBeNull();
      else if (Number.isInteger(grams)) expect(lue?.grams).toBe(grams);
      else expect(lue?.grams).toBeCloseTo(grams, 3);
    },
  );

  test.each(
    balances.malformed.map(({ proto, hex }) => [proto, latin1(octetsOf(hex)), hex] as const),
  )('%s refuses %j', (proto, _trame, hex) => {
    expect(lire(proto, octetsOf(hex))?.grams ?? null).toBeNull();
  });

  test('the shared vectors hold every family, and each is known', () => {
    const connus = new Set<string>(PROTOCOLES.map(({ id }) => id));
    const vus = new Set(VALIDES.map(({ proto }) => proto));
    expect([...vus].filter((proto) => !connus.has(proto))).toEqual([]);
    expect([...connus].filter((proto) => !vus.has(proto))).toEqual([]);
  });

  test('Yaohua formats 1 and 2 read each other as another weight, which only a known weight shows', () => {
    expect(lire('yhFwd', texte('=000.3000'))?.grams).toBe(300);
    expect(lire('yhRev', texte('=0003.000'))?.grams).toBe(300);
  });

  test('an 8217 answer with a letter, a motion continuous frame with overload: no weight', () => {
    expect(lire('tol8217', texte('\x0212.34'))).toBeNull();
    expect(lire('tol8217', texte('\x02?\x42'))).toEqual({ grams: null, status: 'overload' });
    expect(lire('tol8217', texte('\x02?\x44'))).toEqual({ grams: null, status: 'underload' });
    expect(lire('dibal98', texte('99100316000000\x30'))).toBeNull();
    expect(lire('prix', texte('\x02NNNNN\x03'))).toEqual({ grams: null, status: 'underload' });
  });

  test('a tare is not a weight, and lamps that contradict the header are a damaged frame', () => {
    expect(lire('ohaus', texte('     12.345 kg     T  '))).toBeNull();
    expect(lire('yhA12SS', texte('wt012.345kg'))).toBeNull();
    expect(lire('cas22', octetsOf('53542c47532c31822c3030303031332e35206b67'))).toBeNull();
  });
});

/** As many as the issue asks for, of each protocol. */
const ESSAIS = 200_000;
const AU_PLUS = 40;
const PROPRIETES = 1_000;

/** A seeded generator (mulberry32): a failure is the same failure tomorrow. */
function generator(graine: number): () => number {
  let etat = graine | 0;
  return () => {
    etat = (etat + 0x6d2b79f5) | 0;
    let melange = Math.imul(etat ^ (etat >>> 15), 1 | etat);
    melange = (melange + Math.imul(melange ^ (melange >>> 7), 61 | melange)) ^ melange;
    return (melange ^ (melange >>> 14)) >>> 0;
  };
}

/** Windows on one million random bytes: as random, and no byte is drawn twice. */
const tirageDuBruit = generator(20_260_304);
const BRUIT = Uint8Array.from({ length: 1 << 20 }, () => tirageDuBruit() & 255);

function noise(tirage: () => number): Uint8Array {
  const debut = tirage() % (BRUIT.length - AU_PLUS);
  return BRUIT.subarray(debut, debut + (tirage() % AU_PLUS));
}

/** The beginning or the end of a valid frame, never the whole. */
function cut(valide: Uint8Array, tirage: () => number): Uint8Array {
  const ou = 1 + (tirage() % (valide.length - 1));
  return tirage() & 1 ? valide.subarray(0, ou) : valide.subarray(ou);
}

describe.each(PROTOCOLES.map((fiche) => [fiche.id, fiche] as const))('%s', (id, fiche) => {
  const valides = VALIDES.filter(({ proto }) => proto === id).map(({ octets }) => octets);

  function expectNothing(octets: Uint8Array): void {
    const lue = fiche.lire(octets);
    // An overload or an error may be read out of a short frame; a weight never.
    if (lue?.grams != null)
      throw new Error(`${id} read ${lue.grams} g in ${Buffer.from(octets).toString('hex')}`);
  }

  test(`${ESSAIS} random and truncated buffers give no weight and no exception`, () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(valides.length - 1), (graine, rang) => {
        const tirage = generator(graine);
        for (let i = 0; i < ESSAIS / PROPRIETES; i += 2) {
          expectNothing(noise(tirage));
          expectNothing(cut(valides[rang] ?? new Uint8Array(), tirage));
        }
      }),
      { numRuns: PROPRIETES, seed: 20_260_304 },
    );
  }, 60_000);

  const suite = texte(
    { ligne: '\r\n', jusque: '\r', signe: '=', bornes: '', fixe: '', rapport: '' }[
      fiche.decoupe.genre
    ],
  );

  // The sign that begins a Yaohua frame is also the end of the one before.
  const premier = fiche.decoupe.genre === 'signe' ? 1 : 0;
  const abimees = (valide: Uint8Array): Uint8Array[] =>
    Array.from(valide.slice(premier), (_, i) => valide.filter((_octet, j) => j !== i + premier));

  test.each(valides.map((valide) => [latin1(valide), valide]))(
    '%j without any one of its bytes, on the line, gives no weight',
    (_trame, valide) => {
      for (const abimee of abimees(valide)) {
        const cadreur = new Cadreur(fiche.decoupe);
        cadreur.push(Uint8Array.from([...valide, ...suite]));
        cadreur.push(Uint8Array.from([...abimee, ...suite])).forEach(expectNothing);
      }
    },
  );

  test('a stream of valid frames cut in any chunks gives the same frames', () => {
    if (fiche.decoupe.genre === 'rapport') return;
    fc.assert(
      fc.property(
        fc.constantFrom(...valides),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 }),
        (valide, pas) => {
          const cadreur = new Cadreur(fiche.decoupe);
          const flux = [...valide, ...suite, ...valide, ...suite, ...valide, ...suite];
          const lues: Uint8Array[] = [];
          for (let i = 0, n = 0; i < flux.length; n += 1) {
            const taille = pas[n % pas.length] ?? 1;
            lues.push(...cadreur.push(Uint8Array.from(flux.slice(i, i + taille))));
            i += taille;
          }
          expect(lues.length).toBeGreaterThanOrEqual(2);
          for (const lue of lues) expect(latin1(lue)).toBe(latin1(valide));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('framing', () => {
  test('a port opened in the middle of a frame waits for the next one', () => {
    const fiche = ficheOf('mtcont');
    const trame = octetsOf('022d38202031323334302020202020300d02');
    const cadreur = new Cadreur(fiche.decoupe);
    // The check byte is itself an STX: counting from it would stay wrong for ever.
    const flux = Uint8Array.from([...trame.subarray(9), ...trame, ...trame, ...trame]);
    const lues = cadreur.push(flux).map((lue) => fiche.lire(lue)?.grams);
    expect(lues.slice(-2)).toEqual([12_340, 12_340]);
  });

  test('a line that lost a digit on the way is not the length of its neighbours', () => {
    const cadreur = new Cadreur(ficheOf('stgs').decoupe);
    const pousse = (ligne: string): string[] => cadreur.push(texte(`${ligne}\r\n`)).map(latin1);
    pousse('ST,GS,+ 012.345kg');
    expect(pousse('ST,GS,+ 012.345kg')).toHaveLength(1);
    expect(pousse('ST,GS,+ 12.345kg')).toHaveLength(0);
  });

  test('what follows a line too long is its tail, not a frame', () => {
    const cadreur = new Cadreur(ficheOf('sics').decoupe);
    const bruit = 'x'.repeat(129);
    expect(cadreur.push(texte(`${bruit}S S     12.345 kg\r\n`))).toEqual([]);
    expect(cadreur.push(texte('S S     12.345 kg\r\n'))).toHaveLength(1);
  });
});
