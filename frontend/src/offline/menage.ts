import { database } from './db';
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
