import { database } from './db';
import { VERROU_HEURES } from './journal';
import { announce } from './signal';

/** The read model is replaceable; `ops` and `blobs` stay. */
export async function wipeReadings(): Promise<void> {
  const base = await database();
  const tx = base.transaction(['lecture', 'flux', 'flux_etat'], 'readwrite');
  await Promise.all([
    tx.objectStore('lecture').clear(),
    tx.objectStore('flux').clear(),
    tx.objectStore('flux_etat').clear(),
    tx.done,
  ]);
  announce('lecture');
}

/** Readings of one thing (a client, a number typed, a label scanned): a few days' work, no more. */
export const UNITAIRES_MAX = 200;

/** An id in the address, or words somebody typed; the lists every screen stands on have neither. */
const UNITAIRE = /[0-9a-f]{8}-[0-9a-f]{4}-|"(q|reference|jour)":/;

/** After the person's own id, which every key begins with. */
const isOfOne = (cle: string): boolean => UNITAIRE.test(cle.slice(cle.indexOf('|') + 1));

/**
 * Lets go of what was read about one thing more than three days ago, or so long before the rest that
 * nobody will ask again. Lists without a client in their address are written over and stay.
 */
export async function pruneReadings(now: number): Promise<void> {
  const tx = (await database()).transaction('lecture', 'readwrite');
  const cles = (await tx.store.getAllKeys()).filter(isOfOne);
  const lues = await Promise.all(cles.map((cle) => tx.store.get(cle)));
  const recentes = lues
    .filter((une) => une !== undefined)
    .sort((a, b) => b.recu_le.localeCompare(a.recu_le));
  const depuis = new Date(now - VERROU_HEURES * 3_600_000).toISOString();
  const finies = recentes.filter(({ recu_le }, rang) => rang >= UNITAIRES_MAX || recu_le < depuis);
  await Promise.all([...finies.map(({ cle }) => tx.store.delete(cle)), tx.done]);
}
