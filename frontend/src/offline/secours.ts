/**
 * A second copy of what has not left yet, outside IndexedDB. Chromium empties a whole database when
 * it finds its log torn, as a browser killed twice in the middle of a write leaves it (leveldb
 * issue 1287): what the screen had called saved went with it. The Cache API keeps plain files of
 * its own, pictures included, and is shared by all tabs.
 */
import type { Base, BlobGarde, EnAttente, OpGardee } from './schema';

const NOM = 'secours';
/** Set once the copies were compared with this database: a new one has not been. */
const COMPARE = 'secours_compare';
const OP = `/${NOM}/op/`;
const PHOTO = `/${NOM}/photo/`;

export interface Copie {
  op: OpGardee;
  attente: EnAttente;
}

type Photo = Pick<BlobGarde, 'sha256' | 'op_id' | 'actor_id' | 'blob'>;

/** Null where there is none: an old browser, a page that is not secure, a device that is full. */
async function opened(): Promise<Cache | null> {
  if (!('caches' in globalThis)) return null;
  return caches.open(NOM).catch(() => null);
}

const idOf = (demande: Request): string => demande.url.slice(demande.url.lastIndexOf('/') + 1);
const isPhoto = (demande: Request): boolean => new URL(demande.url).pathname.startsWith(PHOTO);

const photoOf = ({ blob, op_id, actor_id }: Photo): Response =>
  new Response(blob, {
    headers: {
      'Content-Type': blob.type || 'image/jpeg',
      'X-Operation': op_id,
      'X-Acteur': actor_id,
    },
  });

/** After the database has them, never before: a refused act must not come back. Best effort. */
export async function keepCopies(
  lignes: readonly Copie[],
  photos: readonly Photo[],
): Promise<void> {
  const garde = await opened();
  if (!garde) return;
  await Promise.allSettled([
    ...photos.map((photo) => garde.put(PHOTO + photo.sha256, photoOf(photo))),
    ...lignes.map((ligne) => garde.put(OP + ligne.op.op_id, Response.json(ligne))),
  ]);
}

/** The server has these acts: their copies go, and those of the photos the device let go of. */
export async function dropCopies(base: Base, ops: readonly OpGardee[]): Promise<void> {
  const garde = ops.length > 0 ? await opened() : null;
  if (!garde) return;
  const parties = ops.map(({ op_id }) => OP + op_id);
  for (const sha256 of ops.flatMap(({ photos }) => photos)) {
    if ((await base.getKey('blobs', sha256)) === undefined) parties.push(PHOTO + sha256);
  }
  await Promise.allSettled(parties.map((adresse) => garde.delete(adresse)));
}

/** A full device gives the copies up before it refuses an act. */
export async function giveCopiesUp(): Promise<void> {
  const garde = await opened();
  const cles = (await garde?.keys().catch(() => [])) ?? [];
  await Promise.allSettled(cles.map((cle) => garde?.delete(cle)));
}

async function restorePhoto(base: Base, sha256: string, lue: Response): Promise<void> {
  const blob = await lue.blob();
  const tx = base.transaction('blobs', 'readwrite', { durability: 'strict' });
  if ((await tx.store.getKey(sha256)) === undefined) {
    await tx.store.add({
      sha256,
      op_id: lue.headers.get('X-Operation') ?? '',
      actor_id: lue.headers.get('X-Acteur') ?? '',
      blob,
      taille: blob.size,
      televerse: 0,
    });
  }
  await tx.done;
}

/** True when the database had lost it. */
async function restoreAct(base: Base, { op, attente }: Copie): Promise<boolean> {
  const tx = base.transaction(['ops', 'attente'], 'readwrite', { durability: 'strict' });
  const perdue = (await tx.objectStore('ops').getKey(op.op_id)) === undefined;
  if (perdue) {
    await tx.objectStore('ops').add(op);
    await tx.objectStore('attente').put(attente);
  }
  await tx.done;
  return perdue;
}

/**
 * A database that has never been compared with the copies takes back what it lacks, photos first;
 * ids are the same, so what the server already had answers `duplicate`. Returns how many acts
 * came back. Interrupted, it starts again at the next opening.
 */
export async function restoreCopies(base: Base): Promise<number> {
  if ((await base.getKey('meta', COMPARE)) !== undefined) return 0;
  const garde = await opened();
  const cles = (await garde?.keys()) ?? [];
  let reprises = 0;
  for (const cle of [...cles.filter(isPhoto), ...cles.filter((une) => !isPhoto(une))]) {
    const lue = await garde?.match(cle);
    if (!lue) continue;
    if (isPhoto(cle)) await restorePhoto(base, idOf(cle), lue);
    else if (await restoreAct(base, (await lue.json()) as Copie)) reprises += 1;
  }
  await base.put('meta', reprises, COMPARE);
  return reprises;
}

/** What an interrupted drop left behind: copies of acts that wait no more. */
export async function sweepCopies(base: Base): Promise<void> {
  if ((await base.getKey('meta', COMPARE)) === undefined) return;
  const garde = await opened();
  for (const cle of (await garde?.keys()) ?? []) {
    const magasin = isPhoto(cle) ? 'blobs' : 'attente';
    if ((await base.getKey(magasin, idOf(cle))) === undefined) await garde?.delete(cle);
  }
}
