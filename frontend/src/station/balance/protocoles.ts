import type { Decoupe } from './cadreur';
import type { Lecteur } from './mesure';
import { readCas22 } from './protocoles/cas';
import { readDibal, readPrix } from './protocoles/detail';
import { readHid } from './protocoles/hid';
import { readOhaus } from './protocoles/ohaus';
import { readSics } from './protocoles/sics';
import { readAd, readCas18, readStgs } from './protocoles/stgs';
import { read8217, readMtContinu } from './protocoles/toledo';
import { readA12E, readA12SS, readF0, readForward, readReversed } from './protocoles/yaohua';

export type Protocole =
  | 'sics'
  | 'ad'
  | 'cas18'
  | 'cas22'
  | 'stgs'
  | 'ohaus'
  | 'tol8217'
  | 'mtcont'
  | 'yhF0'
  | 'yhRev'
  | 'yhFwd'
  | 'yhA12E'
  | 'yhA12SS'
  | 'dibal98'
  | 'prix'
  | 'hid';

/** How the line is set: what the scale's own menu says. */
export interface ReglageBalance {
  transport: 'serie' | 'hid';
  protocole: Protocole;
  bauds: number;
  bits: 7 | 8;
  parite: 'none' | 'even' | 'odd';
  arret: 1 | 2;
}

export interface FicheProtocole {
  id: Protocole;
  /** Trade name: the same in every language. */
  nom: string;
  lire: Lecteur;
  decoupe: Decoupe;
  /** What asks for one weight, for scales that only answer. */
  demande?: string;
  /** Asked over and over, in ms; absent where the scale talks by itself. */
  sonde_ms?: number;
  bauds: number;
  bits?: 7;
  parite?: 'even';
  /** Its frames say neither unit nor direction: only a known weight proves the reading. */
  ambigu?: true;
}

const LIGNE: Decoupe = { genre: 'ligne' };
const REGULIERE: Decoupe = { genre: 'ligne', memeLongueur: true };
const STX = 0x02;
const ETX = 0x03;
const CR = 0x0d;
const EGAL: Decoupe = { genre: 'signe', debut: 0x3d, longueur: 9 };

/** Every protocol with its makers' usual settings. */
export const PROTOCOLES: readonly FicheProtocole[] = [
  {
    id: 'stgs',
    nom: 'ST,GS (générique)',
    lire: readStgs,
    decoupe: REGULIERE,
    bauds: 9_600,
  },
  {
    id: 'sics',
    nom: 'Mettler-Toledo MT-SICS',
    lire: readSics,
    decoupe: REGULIERE,
    demande: 'SI\r\n',
    sonde_ms: 250,
    bauds: 9_600,
  },
  {
    id: 'mtcont',
    nom: 'Mettler-Toledo continu',
    lire: readMtContinu,
    decoupe: { genre: 'fixe', debut: STX, longueur: 18, repere: { rang: 16, octet: CR } },
    bauds: 9_600,
  },
  {
    id: 'tol8217',
    nom: 'Toledo 8217',
    lire: read8217,
    decoupe: { genre: 'jusque', debut: STX, fin: CR },
    demande: 'W',
    sonde_ms: 250,
    bauds: 9_600,
    bits: 7,
    parite: 'even',
  },
  {
    id: 'ad',
    nom: 'A&D',
    lire: readAd,
    decoupe: LIGNE,
    demande: 'Q\r\n',
    bauds: 2_400,
    bits: 7,
    parite: 'even',
  },
  { id: 'cas22', nom: 'CAS (22 octets)', lire: readCas22, decoupe: LIGNE, bauds: 9_600 },
  { id: 'cas18', nom: 'CAS (18 octets)', lire: readCas18, decoupe: LIGNE, bauds: 9_600 },
  {
    id: 'ohaus',
    nom: 'Ohaus',
    lire: readOhaus,
    decoupe: LIGNE,
    demande: 'IP\r\n',
    sonde_ms: 250,
    bauds: 9_600,
  },
  {
    id: 'yhF0',
    nom: 'Yaohua F0',
    lire: readF0,
    decoupe: { genre: 'bornes', debut: STX, fin: ETX, longueur: 12 },
    bauds: 9_600,
  },
  {
    id: 'yhRev',
    nom: 'Yaohua F1 (=000.3000)',
    lire: readReversed,
    decoupe: EGAL,
    bauds: 9_600,
    ambigu: true,
  },
  {
    id: 'yhFwd',
    nom: 'Yaohua F2 (=0003.000)',
    lire: readForward,
    decoupe: EGAL,
    bauds: 9_600,
    ambigu: true,
  },
  { id: 'yhA12E', nom: 'Yaohua A12E', lire: readA12E, decoupe: LIGNE, bauds: 9_600 },
  { id: 'yhA12SS', nom: 'Yaohua A12+SS', lire: readA12SS, decoupe: LIGNE, bauds: 9_600 },
  {
    id: 'dibal98',
    nom: 'Dibal 98',
    lire: readDibal,
    decoupe: LIGNE,
    demande: '98000000\r\n',
    sonde_ms: 300,
    bauds: 9_600,
  },
  {
    id: 'prix',
    nom: 'Toledo Prix',
    lire: readPrix,
    decoupe: { genre: 'bornes', debut: STX, fin: ETX, longueur: 7 },
    demande: '\x05',
    sonde_ms: 250,
    bauds: 9_600,
  },
  { id: 'hid', nom: 'USB HID (0x8D)', lire: readHid, decoupe: { genre: 'rapport' }, bauds: 0 },
];

export function ficheOf(protocole: Protocole): FicheProtocole {
  const fiche = PROTOCOLES.find(({ id }) => id === protocole);
  if (!fiche) throw new RangeError(protocole);
  return fiche;
}

/** What a maker ships; the station can change any of it. */
export function defaultReglage(protocole: Protocole): ReglageBalance {
  const { bauds, bits, parite } = ficheOf(protocole);
  return {
    transport: protocole === 'hid' ? 'hid' : 'serie',
    protocole,
    bauds,
    bits: bits ?? 8,
    parite: parite ?? 'none',
    arret: 1,
  };
}
