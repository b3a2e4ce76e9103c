import { API, apiFetch } from '@/lib/http';
import { errorOf } from '@/lib/problem';
import { type BlobGarde, database } from './db';
import { type Pause, pauseOf } from './sync-batch';

/** One slow photo on a thin line must not hold a carton's data for long. */
const PAR_TOUR = 8;
const ECHECS_MAX = 3;
const DELAI_ENVOI_MS = 120_000;

/** Oldest first; one at a time, the data lane has precedence on a thin line. */
async function nextBlob(
  acteur: string,
  passes: ReadonlySet<string>,
): Promise<BlobGarde | undefined> {
  const blobs = (await database()).transaction('blobs').store;
  // A step per photo passed over, not the whole list for each one sent.
  let curseur = await blobs.index('acteur_televerse').openKeyCursor([acteur, 0]);
  while (curseur && passes.has(curseur.primaryKey)) curseur = await curseur.continue();
  return curseur ? blobs.get(curseur.primaryKey) : undefined;
}

async function upload({ sha256, blob }: BlobGarde): Promise<Response | null> {
  try {
    return await apiFetch(`${API}/televersements/${sha256}`, {
      method: 'PUT',
      headers: { 'Content-Type': blob.type || 'image/jpeg', Accept: 'application/json' },
      body: blob,
      signal: AbortSignal.timeout(DELAI_ENVOI_MS),
    });
  } catch {
    return null;
  }
}

const isOurs = (reponse: Response): boolean =>
  reponse.status === 204 || (reponse.headers.get('Content-Type') ?? '').includes('json');

interface Montee {
  pause: Pause | null;
  delaiS: number | null;
}

async function judge(reponse: Response | null): Promise<Montee> {
  if (reponse === null) return { pause: 'reseau', delaiS: null };
  if (reponse.ok) return { pause: isOurs(reponse) ? null : 'portail', delaiS: null };
  const { code, retryAfterS } = await errorOf(reponse);
  return { pause: pauseOf(reponse.status, code), delaiS: retryAfterS };
}

/** The server has the bytes (or refused them for good): the act that names them may travel. */
async function markUploaded(sha256: string): Promise<void> {
  const base = await database();
  const tx = base.transaction(['blobs', 'attente'], 'readwrite', { durability: 'strict' });
  const garde = await tx.objectStore('blobs').get(sha256);
  if (garde) await tx.objectStore('blobs').put({ ...garde, televerse: 1 });
  const lignes = await tx.objectStore('attente').index('photo').getAll(sha256);
  for (const ligne of lignes) {
    if (ligne.pret === 0) await tx.objectStore('attente').put({ ...ligne, pret: 1 });
  }
  await tx.done;
}

export interface TourPhotos {
  montees: number;
  /** Photos may be left: the data lane goes first, then another round. */
  reste: boolean;
  pause: Pause | null;
  delaiS: number | null;
}

/**
 * Puts a few waiting photos, each under its own hash, so that a repeat changes nothing. The local
 * copy stays until the server has applied the photo.attach that names it. One photo the server
 * fails on is passed over; `presse` says that data came in and goes first.
 */
export async function uploadPhotos(
  acteur: string,
  passes: Set<string>,
  presse: () => boolean,
): Promise<TourPhotos> {
  let montees = 0;
  let echecs = 0;
  while (montees < PAR_TOUR && !presse()) {
    const garde = await nextBlob(acteur, passes);
    if (!garde) return { montees, reste: false, pause: null, delaiS: null };
    passes.add(garde.sha256);
    const { pause, delaiS } = await judge(await upload(garde));
    if (pause === null) {
      // A refused photo travels on: its photo.attach brings back the reason for the repair list.
      await markUploaded(garde.sha256);
      montees += 1;
      continue;
    }
    echecs += 1;
    if (pause !== 'serveur' || delaiS !== null || echecs >= ECHECS_MAX) {
      return { montees, reste: false, pause, delaiS };
    }
  }
  return { montees, reste: true, pause: null, delaiS: null };
}
