import { API, apiFetch } from '@/lib/http';
import { errorOf } from '@/lib/problem';
import { type BlobGarde, database } from './db';
import { isReadable, letGoWithout, takeCopyBack } from './photos-illisibles';
import { type Pause, pauseOf } from './sync-batch';

/** One slow photo on a thin line must not hold a carton's data for long. */
const PAR_TOUR = 8;
const ECHECS_MAX = 3;
const DELAI_ENVOI_MS = 120_000;

/** Those that failed, the latest last: every other goes before them, then each in its turn. */
const derniers = new Set<string>();

function putLast(sha256: string): void {
  derniers.delete(sha256);
  derniers.add(sha256);
}

/** One at a time: the data lane has precedence on a thin line. */
async function nextBlob(
  acteur: string,
  passes: ReadonlySet<string>,
): Promise<BlobGarde | undefined> {
  const blobs = (await database()).transaction('blobs').store;
  // A step per photo passed over, not the whole list for each one sent.
  let curseur = await blobs.index('acteur_televerse').openKeyCursor([acteur, 0]);
  while (curseur && (passes.has(curseur.primaryKey) || derniers.has(curseur.primaryKey))) {
    curseur = await curseur.continue();
  }
  if (curseur) return blobs.get(curseur.primaryKey);
  for (const sha256 of derniers) {
    const garde = passes.has(sha256) ? undefined : await blobs.get(sha256);
    if (garde?.actor_id === acteur && garde.televerse === 0) return garde;
  }
  return undefined;
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

/** Null when no answer came because the browser has lost the photo, and there is no second copy. */
async function send(garde: BlobGarde): Promise<Montee | null> {
  const reponse = await upload(garde);
  if (reponse !== null || (await isReadable(garde.blob))) return judge(reponse);
  const reprise = await takeCopyBack(garde);
  return reprise ? judge(await upload(reprise)) : null;
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

interface Compte {
  montees: number;
  /** Acts let go without a photo that nobody can see again. */
  sans: number;
  echecs: number;
}

/** Null to go on with the next; else why the lane has to stop. */
async function putOne(garde: BlobGarde, compte: Compte): Promise<Montee | null> {
  const { sha256 } = garde;
  const montee = await send(garde);
  if (montee?.pause === null) {
    // A refused photo travels on: its photo.attach brings back the reason for the repair list.
    await markUploaded(sha256);
    derniers.delete(sha256);
    compte.montees += 1;
    return null;
  }
  putLast(sha256);
  if (montee === null) {
    if (await letGoWithout(sha256, Date.now())) compte.sans += 1;
    return null;
  }
  compte.echecs += 1;
  const passee = montee.pause === 'serveur' && montee.delaiS === null;
  return passee && compte.echecs < ECHECS_MAX ? null : montee;
}

/**
 * Puts a few waiting photos, each under its own hash, so that a repeat changes nothing. The local
 * copy stays until the server has applied the photo.attach that names it. One photo the server
 * fails on, or the browser has lost, is passed over; `presse` says that data came in and goes first.
 */
export async function uploadPhotos(
  acteur: string,
  passes: Set<string>,
  presse: () => boolean,
): Promise<TourPhotos> {
  const compte: Compte = { montees: 0, sans: 0, echecs: 0 };
  while (compte.montees < PAR_TOUR && !presse()) {
    const garde = await nextBlob(acteur, passes);
    const { montees } = compte;
    if (!garde) return { montees, reste: compte.sans > 0, pause: null, delaiS: null };
    passes.add(garde.sha256);
    const arret = await putOne(garde, compte);
    if (arret) return { montees: compte.montees, reste: false, ...arret };
  }
  return { montees: compte.montees, reste: true, pause: null, delaiS: null };
}
