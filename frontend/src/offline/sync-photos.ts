import { API, apiFetch } from '@/lib/http';
import { database } from './db';
import type { Pause } from './sync-batch';

/** Oldest first; one at a time, the data lane has precedence on a thin line. */
async function nextBlob(acteur: string, passes: ReadonlySet<string>) {
  const base = await database();
  const cles = await base.getAllKeysFromIndex('blobs', 'acteur_televerse', [acteur, 0]);
  const cle = cles.find((sha256) => !passes.has(sha256));
  return cle === undefined ? undefined : base.get('blobs', cle);
}

async function upload(sha256: string, blob: Blob): Promise<Response | null> {
  try {
    return await apiFetch(`${API}/televersements/${sha256}`, {
      method: 'PUT',
      headers: { 'Content-Type': blob.type || 'image/jpeg', Accept: 'application/json' },
      body: blob,
      signal: AbortSignal.timeout(120_000),
    });
  } catch {
    return null;
  }
}

const isOurs = (reponse: Response): boolean =>
  reponse.status === 204 || (reponse.headers.get('Content-Type') ?? '').includes('json');

function pauseOf(reponse: Response | null): Pause | null {
  if (reponse === null) return 'reseau';
  if (reponse.status === 401) return 'session';
  if (reponse.status >= 500 || reponse.status === 429) return 'serveur';
  return isOurs(reponse) ? null : 'portail';
}

/**
 * Puts the waiting photos, each under its own hash, so that a repeat changes nothing. The local
 * copy stays until the server has applied the photo.attach that names it.
 */
export async function uploadPhotos(acteur: string): Promise<Pause | null> {
  const passes = new Set<string>();
  for (;;) {
    const garde = await nextBlob(acteur, passes);
    if (!garde) return null;
    passes.add(garde.sha256);
    const reponse = await upload(garde.sha256, garde.blob);
    const pause = pauseOf(reponse);
    if (pause) return pause;
    // A refused photo travels on: its photo.attach brings back the reason for the repair list.
    const base = await database();
    await base.put('blobs', { ...garde, televerse: 1 });
  }
}
