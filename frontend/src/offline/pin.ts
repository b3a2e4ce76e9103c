import { database } from './db';
import { wipeReadings } from './menage';

/** A lock of the screen, never of data: the outbox goes on sending behind it. */
interface Pin {
  sel: Uint8Array<ArrayBuffer>;
  tours: number;
  verifieur: Uint8Array<ArrayBuffer>;
  essais: number;
  pose_le: string;
}

export const PIN_MIN = 4;
export const PIN_MAX = 8;
export const ESSAIS_MAX = 5;
/** OWASP's floor for PBKDF2-SHA256; half a second on a cheap phone. */
const TOURS = 600_000;

const cleOf = (acteur: string): string => `pin:${acteur}`;

async function derive(
  pin: string,
  sel: Uint8Array<ArrayBuffer>,
  tours: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const cle = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: sel, iterations: tours },
    cle,
    256,
  );
  return new Uint8Array(bits);
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.reduce((ecart, octet, i) => ecart | (octet ^ (b[i] ?? 0)), 0) === 0;

async function read(acteur: string): Promise<Pin | undefined> {
  return (await (await database()).get('meta', cleOf(acteur))) as Pin | undefined;
}

export const isPin = (texte: string): boolean =>
  new RegExp(`^\\d{${PIN_MIN},${PIN_MAX}}$`).test(texte);

/** Easy to guess over a shoulder, refused: one digit repeated, or a run. */
export function isWeakPin(pin: string): boolean {
  const pas = new Set([...pin].slice(1).map((c, i) => Number(c) - Number(pin[i])));
  return pas.size === 1 && [0, 1, -1].includes([...pas][0] ?? 9);
}

export async function setPin(acteur: string, pin: string, tours = TOURS): Promise<void> {
  const sel = crypto.getRandomValues(new Uint8Array(16));
  const verifieur = await derive(pin, sel, tours);
  const garde: Pin = { sel, tours, verifieur, essais: 0, pose_le: new Date().toISOString() };
  await (await database()).put('meta', garde, cleOf(acteur));
}

export async function removePin(acteur: string): Promise<void> {
  await (await database()).delete('meta', cleOf(acteur));
}

export type EtatPin = { pose: boolean; bloque: boolean; restants: number };

export async function readPin(acteur: string): Promise<EtatPin> {
  const pin = await read(acteur);
  const restants = Math.max(0, ESSAIS_MAX - (pin?.essais ?? 0));
  return { pose: pin !== undefined, bloque: pin !== undefined && restants === 0, restants };
}

/** Counted before it is compared: killing the tab does not give the try back. */
async function countTry(acteur: string): Promise<Pin | null> {
  const base = await database();
  const tx = base.transaction('meta', 'readwrite', { durability: 'strict' });
  const pin = (await tx.store.get(cleOf(acteur))) as Pin | undefined;
  const permis = pin !== undefined && pin.essais < ESSAIS_MAX;
  if (permis) await tx.store.put({ ...pin, essais: pin.essais + 1 }, cleOf(acteur));
  await tx.done;
  return permis ? { ...pin, essais: pin.essais + 1 } : null;
}

/**
 * Tries a code. After five wrong ones the lists kept for reading are wiped and only the password
 * opens the screen again; what was captured stays.
 */
export async function tryPin(acteur: string, pin: string): Promise<EtatPin & { juste: boolean }> {
  const garde = await countTry(acteur);
  if (garde && same(await derive(pin, garde.sel, garde.tours), garde.verifieur)) {
    await (await database()).put('meta', { ...garde, essais: 0 }, cleOf(acteur));
    return { juste: true, pose: true, bloque: false, restants: ESSAIS_MAX };
  }
  const etat = await readPin(acteur);
  if (etat.bloque) await wipeReadings();
  return { ...etat, juste: false };
}
