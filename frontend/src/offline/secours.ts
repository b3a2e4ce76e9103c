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

type Photo = Pick<BlobGarde, 'sha256' | 'blob'>;

/** A capture does not wait longer for its second copy, nor a screen for the comparison. */
const ECRITURE_MS = 2_000;
export const REPRISE_MS = 10_000;

/** Whatever becomes of it later; what does not answer holds nobody up. */
export async function within<T>(ms: number, faire: Promise<T>, sinon: T): Promise<T> {
  let minuterie: ReturnType<typeof setTimeout> | undefined;
  const limite = new Promise<T>((resolve) => {
    minuterie = setTimeout(() => resolve(sinon), ms);
  });
  return Promise.race([faire.catch(() => sinon), limite]).finally(() => clearTimeout(minuterie));
}

/** Null where there is none: an old browser, a page that is not secure, a device that is full. */
async function opened(): Promise<Cache | null> {
  if (!('caches' in globalThis)) return null;
  return caches.open(NOM).catch(() => null);
}

const idOf = (demande: Request): string => demande.url.slice(demande.url.lastIndexOf('/') + 1);
const isPhoto = (demande: Request): boolean => new URL(demande.url).pathname.startsWith(PHOTO);

const photoOf = ({ blob }: Photo): Response =>
  new Response(blob, { headers: { 'Content-Type': blob.type || 'image/jpeg' } });

/** After the database has them, never before: a refused act must not come back. Best effort. */
export const keepCopies = (lignes: readonly Copie[], photos: readonly Photo[]): Promise<void> =>
  within(ECRITURE_MS, writeCopies(lignes, photos), undefined);

async function writeCopies(lignes: readonly Copie[], photos: readonly Photo[]): Promise<void> {
  const garde = await opened();
  if (!garde) return;
  await Promise.allSettled([
    ...photos.map((photo) => garde.put(PHOTO + photo.sha256, photoOf(photo))),
    ...lignes.map((ligne) => garde.put(OP + ligne.op.op_id, Response.json(ligne))),
  ]);
}

/** The server has these acts: their copies go, and those of the photos the device let go of. */
export const dropCopies = (base: Base, ops: readonly OpGardee[]): Promise<void> =>
  within(ECRITURE_MS, deleteCopies(base, ops), undefined);

async function deleteCopies(base: Base, ops: readonly OpGardee[]): Promise<void> {
  const garde = ops.length > 0 ? await opened() : null;
  if (!garde) return;
  const parties = ops.map(({ op_id }) => OP + op_id);
  for (const sha256 of ops.flatMap(({ photos }) => photos)) {
    if ((await base.getKey('blobs', sha256)) === undefined) parties.push(PHOTO + sha256);
  }
  await Promise.allSettled(parties.map((adresse) => garde.delete(adresse)));
}

/** A full device gives the copies up before it refuses an act. */
export const giveCopiesUp = (): Promise<void> => within(ECRITURE_MS, deleteAll(), undefined);

async function deleteAll(): Promise<void> {
  const garde = await opened();
  const cles = (await garde?.keys().catch(() => [])) ?? [];
  await Promise.allSettled(cles.map((cle) => garde?.delete(cle)));
}

const blobOf = async (lue: Response | undefined): Promise<Blob | null> =>
  (await lue?.blob()) ?? null;

/** The second copy of a picture whose first cannot be read any more. */
export const readCopy = (sha256: string): Promise<Blob | null> =>
  within(ECRITURE_MS, copyOf(sha256), null);

async function copyOf(sha256: string): Promise<Blob | null> {
  const garde = await opened();
  return blobOf(await garde?.match(PHOTO + sha256));
}

/**
 * True when the database had lost it. Its photos come back with it; one whose copy is gone was
 * with the server already, and the act does not wait for it.
 */
async function restoreAct(
  base: Base,
  { op, attente }: Copie,
  photos: readonly (Blob | null)[],
): Promise<boolean> {
  const tx = base.transaction(['ops', 'attente', 'blobs'], 'readwrite', { durability: 'strict' });
  const perdue = (await tx.objectStore('ops').getKey(op.op_id)) === undefined;
  if (perdue) {
    const { op_id, actor_id } = op;
    await tx.objectStore('ops').add(op);
    await tx
      .objectStore('attente')
      .put({ ...attente, pret: photos.every((blob) => blob !== null) ? attente.pret : 1 });
    for (const [rang, sha256] of op.photos.entries()) {
      const blob = photos[rang];
      if (!blob) continue;
      await tx
        .objectStore('blobs')
        .put({ sha256, op_id, actor_id, blob, taille: blob.size, televerse: 0 });
    }
  }
  await tx.done;
  return perdue;
}

/**
 * A database that has never been compared with the copies takes back what it lacks; ids are the same, so what the server already had answers `duplicate`. Returns how many acts
 * came back. Interrupted, it starts again at the next opening.
 */
export async function restoreCopies(base: Base): Promise<number> {
  if ((await base.getKey('meta', COMPARE)) !== undefined) return 0;
  const garde = await opened();
  let reprises = 0;
  for (const cle of (await garde?.keys()) ?? []) {
    const lue = isPhoto(cle) ? undefined : await garde?.match(cle);
    if (!lue) continue;
    const copie = (await lue.json()) as Copie;
    const photos = await Promise.all(copie.op.photos.map((sha256) => garde?.match(PHOTO + sha256)));
    if (await restoreAct(base, copie, await Promise.all(photos.map(blobOf)))) reprises += 1;
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
