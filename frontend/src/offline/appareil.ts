import { database, readMeta } from './db';

export interface Appareil {
  id: string | undefined;
  octets: number;
  /** The browser promised not to clear the storage by itself. */
  durable: boolean;
}

export async function readDevice(): Promise<Appareil> {
  const [id, estimation, durable] = await Promise.all([
    readMeta<string>('appareil'),
    navigator.storage?.estimate?.(),
    navigator.storage?.persisted?.(),
  ]);
  return { id, octets: estimation?.usage ?? 0, durable: durable ?? false };
}

async function toBase64(blob: Blob): Promise<string> {
  const octets = new Uint8Array(await blob.arrayBuffer());
  let texte = '';
  for (let i = 0; i < octets.length; i += 32_768) {
    texte += String.fromCharCode(...octets.subarray(i, i + 32_768));
  }
  return btoa(texte);
}

/**
 * Every waiting act and photo of one person as JSON lines: a manifest, then envelopes, then photos.
 * Importing it is safe, since the ids are those of the outbox.
 */
export async function exportQueue(acteur: string): Promise<Blob> {
  const base = await database();
  const bornes = IDBKeyRange.bound([acteur, 0], [acteur, Number.MAX_SAFE_INTEGER]);
  const attente = await base.getAllFromIndex('attente', 'acteur_seq', bornes);
  const blobs = (await base.getAll('blobs')).filter(({ actor_id }) => actor_id === acteur);
  const lignes: unknown[] = [
    {
      genre: 'manifeste',
      version: 1,
      appareil: await readMeta<string>('appareil'),
      actor_id: acteur,
      exporte_le: new Date().toISOString(),
      operations: attente.length,
      photos: blobs.length,
    },
  ];
  for (const { op_id } of attente) {
    const op = await base.get('ops', op_id);
    if (op) lignes.push({ genre: 'operation', ...op.enveloppe });
  }
  for (const { sha256, blob } of blobs) {
    lignes.push({ genre: 'photo', sha256, type: blob.type, base64: await toBase64(blob) });
  }
  return new Blob([lignes.map((ligne) => JSON.stringify(ligne)).join('\n')], {
    type: 'application/x-ndjson',
  });
}
