import { type Base, database } from './db';
import { wholeCopy } from './photos-illisibles';

async function toBase64(blob: Blob): Promise<string> {
  const octets = new Uint8Array(await blob.arrayBuffer());
  let texte = '';
  for (let i = 0; i < octets.length; i += 32_768) {
    texte += String.fromCharCode(...octets.subarray(i, i + 32_768));
  }
  return btoa(texte);
}

const photoLine = async (sha256: string, blob: Blob): Promise<string> =>
  JSON.stringify({ genre: 'photo', sha256, type: blob.type, base64: await toBase64(blob) });

/** As it is kept, else its second copy; null when the browser has lost both. */
async function readPhoto(sha256: string, blob: Blob): Promise<string | null> {
  try {
    return await photoLine(sha256, blob);
  } catch {
    const copie = await wholeCopy(sha256);
    return copie && photoLine(sha256, copie);
  }
}

interface Photos {
  lignes: string[];
  illisibles: string[];
}

async function readPhotos(base: Base, acteur: string): Promise<Photos> {
  const cles = await Promise.all(
    [0, 1, 2].map((etat) => base.getAllKeysFromIndex('blobs', 'acteur_televerse', [acteur, etat])),
  );
  const photos: Photos = { lignes: [], illisibles: [] };
  for (const cle of cles.flat()) {
    // Gone since it was listed: the server has it.
    const garde = await base.get('blobs', cle);
    if (!garde) continue;
    const ligne = await readPhoto(cle, garde.blob);
    if (ligne === null) photos.illisibles.push(cle);
    else photos.lignes.push(ligne);
  }
  return photos;
}

export interface Export {
  fichier: Blob;
  /** Photos the browser has lost: everything else is in the file. */
  illisibles: number;
}

/**
 * Every waiting act and photo of one person as JSON lines: a manifest, then the signed envelopes as
 * they were captured, then photos. Importing it is safe, since the ids are those of the outbox. A
 * photo that cannot be read is named in the manifest and holds nothing else back.
 */
export async function exportQueue(acteur: string): Promise<Export> {
  const base = await database();
  const bornes = IDBKeyRange.bound([acteur, 0], [acteur, Number.MAX_SAFE_INTEGER]);
  const attente = await base.getAllFromIndex('attente', 'acteur_seq', bornes);
  const { lignes, illisibles } = await readPhotos(base, acteur);
  const journal = await base.get('journaux', acteur);
  const manifeste = {
    genre: 'manifeste',
    version: 1,
    appareil: journal?.device_id ?? (await base.get('meta', 'appareil')),
    poste: await base.get('meta', 'poste'),
    actor_id: acteur,
    seq: journal?.seq ?? null,
    exporte_le: new Date().toISOString(),
    operations: attente.length,
    photos: lignes.length,
    photos_illisibles: illisibles,
  };
  // One part per line: the blobs of a long day do not fit in one string.
  const parts: BlobPart[] = [JSON.stringify(manifeste)];
  for (const { op_id } of attente) {
    const op = await base.get('ops', op_id);
    if (op) parts.push('\n', JSON.stringify({ genre: 'operation', ...op.enveloppe }));
  }
  for (const ligne of lignes) parts.push('\n', ligne);
  return {
    fichier: new Blob(parts, { type: 'application/x-ndjson' }),
    illisibles: illisibles.length,
  };
}

export const exportName = (nom: string, le = new Date()): string => {
  const qui = nom
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
  return `ts-envois-${qui}-${le.toISOString().slice(0, 16).replace('T', '-').replace(':', '')}.jsonl`;
};
