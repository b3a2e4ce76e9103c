import { currentUser } from '@/lib/session';
import { readJournal } from './journal';

export { exportQueue } from './export';

export interface Appareil {
  id: string | undefined;
  nom: string | null;
  serie: string | null;
  enrole_le: string | null;
  refus: 'appareil_refuse' | 'appareil_revoque' | null;
  octets: number;
  quota: number;
  /** The browser promised not to clear the storage by itself. */
  durable: boolean;
}

export async function readDevice(): Promise<Appareil> {
  const acteur = currentUser();
  const [journal, estimation, durable] = await Promise.all([
    acteur ? readJournal(acteur.id) : undefined,
    navigator.storage?.estimate?.(),
    navigator.storage?.persisted?.(),
  ]);
  return {
    id: journal?.device_id,
    nom: journal?.nom ?? null,
    serie: journal?.serie ?? null,
    enrole_le: journal?.enrole_le ?? null,
    refus: journal?.refus ?? null,
    octets: estimation?.usage ?? 0,
    quota: estimation?.quota ?? 0,
    durable: durable ?? false,
  };
}

const LIBRE_MIN = 300_000_000;
const PART_MAX = 0.8;

/**
 * Early, because the estimate is kinder than the disk: under 300 MB left, or beyond four fifths.
 * Without an estimate nothing is claimed.
 */
export function isNearlyFull({ octets, quota }: Pick<Appareil, 'octets' | 'quota'>): boolean {
  if (quota === 0) return false;
  return quota - octets < LIBRE_MIN || octets / quota > PART_MAX;
}

/** The browser's own answer; some ask the person, some decide alone. */
export async function askPersistence(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}

const IOS = /iPhone|iPad|iPod/;

/** Storage may go after seven days without a visit unless the app is on the home screen. */
export function isUninstalledIos(): boolean {
  // An iPad says it is a Mac; only it has a touch screen.
  const ipad = navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1;
  if (!IOS.test(navigator.userAgent) && !ipad) return false;
  return !window.matchMedia('(display-mode: standalone)').matches;
}
