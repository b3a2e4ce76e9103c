import { DEVISES } from '@/lib/format';
import { currentUser, type Utilisateur } from '@/lib/session';
import { uuid7 } from '@/lib/uuid7';
import { whenServed } from './calme';
import { commit, type PhotoPrete } from './ecriture';
import { isQuotaError, StorageFullError } from './erreurs';
import { cashOf } from './especes';
import { plainJson } from './jcs';
import { wipeReadings } from './menage';
import { isPhotosOnly } from './prises';
import { fileAway } from './refusees';
import type { Capture, Saisie } from './saisie';
import { giveCopiesUp } from './secours';
import { announce } from './signal';
import { sha256Hex } from './signature';

const empreintes = new WeakMap<Blob, Promise<string>>();

/** Read once per picture: asked when it is taken, it is there when the act is written down. */
export function sha256Of(blob: Blob): Promise<string> {
  const connue = empreintes.get(blob);
  if (connue) return connue;
  const neuve = blob.arrayBuffer().then(sha256Hex);
  empreintes.set(blob, neuve);
  neuve.catch(() => empreintes.delete(blob));
  return neuve;
}

async function prepare(photos: readonly Blob[]): Promise<PhotoPrete[]> {
  return Promise.all(
    photos.map(async (blob) => ({
      blob,
      sha256: await sha256Of(blob),
      id: uuid7(),
      op_id: uuid7(),
    })),
  );
}

const deviseOf = ({ pays }: Utilisateur): string => DEVISES[pays ?? ''] ?? 'XOF';

/**
 * Writes the act, its photos and the next sequence numbers in one strict IndexedDB transaction.
 * Resolves only after `complete`: "Enregistré" may be shown then and not before. Refuses when a
 * parent is not on the device, when the person would hold too much unsent cash, or when the device
 * is full (the lists kept for reading are given up first, and the second copies). `onWritten` is
 * called once the act is on the disk, while its second copy is being made.
 */
export async function capture(
  saisie: Saisie,
  maintenant = new Date(),
  onWritten: () => void = () => undefined,
): Promise<Capture> {
  const acteur = currentUser();
  if (!acteur) throw new Error('capture without a signed-in person');
  const photos = await prepare(saisie.photos ?? []);
  const seule = isPhotosOnly(saisie) ? photos[0] : undefined;
  const op_id = seule?.op_id ?? uuid7();
  const payload = plainJson(saisie.payload);
  const especes = cashOf({ type: saisie.type, payload }, deviseOf(acteur));
  const ecriture = { saisie, op_id, payload, photos, especes, maintenant, onWritten };
  let recu_provisoire: string | null;
  try {
    recu_provisoire = await commit(acteur, ecriture);
  } catch (cause) {
    if (!isQuotaError(cause)) throw cause;
    recu_provisoire = await retryLighter(acteur, ecriture);
  }
  whenServed(() => announce('capture'));
  // A correction is written down: the refused act leaves the repair list.
  if (saisie.remplace !== undefined) await fileAway(saisie.remplace);
  return {
    op_id,
    recu_provisoire,
    photos: photos.map(({ id, sha256, op_id: de }) => ({ id, sha256, op_id: de })),
  };
}

async function retryLighter(
  acteur: Utilisateur,
  ecriture: Parameters<typeof commit>[1],
): Promise<string | null> {
  try {
    await wipeReadings();
    await giveCopiesUp();
    return await commit(acteur, ecriture);
  } catch (cause) {
    throw isQuotaError(cause) ? new StorageFullError(cause) : cause;
  }
}
