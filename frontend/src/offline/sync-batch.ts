import { API, apiFetch } from '@/lib/http';
import { errorOf, NetworkError, type Problem } from '@/lib/problem';
import { type Base, database, type EnAttente, type OpGardee, type Resultat } from './db';
import { type Enveloppe, type ReponseSync, type ResultatServeur, STATUTS_RESULTAT } from './types';

export const LOT_OPS = 50;
export const LOT_OCTETS = 256 * 1024;

/** Why the queue waits, for the indicator. */
export type Pause = 'session' | 'portail' | 'reseau' | 'serveur' | 'version' | 'revoque';

export type Envoi =
  | { genre: 'recu'; reponse: ReponseSync }
  | { genre: 'scinder'; problem: Problem }
  | { genre: 'pause'; pause: Pause; delaiS: number | null };

const octets = (enveloppe: Enveloppe): number =>
  new TextEncoder().encode(JSON.stringify(enveloppe)).length;

/** The next operations of one person, in sequence, within both limits. */
export function cutBatch(ops: readonly OpGardee[], maximum = LOT_OPS): OpGardee[] {
  const lot: OpGardee[] = [];
  let taille = 32;
  for (const op of ops) {
    taille += octets(op.enveloppe) + 1;
    if (lot.length >= maximum || (lot.length > 0 && taille > LOT_OCTETS)) break;
    lot.push(op);
  }
  return lot;
}

/** Waiting operations that may travel now; a photo.attach waits for its uploaded blob. */
export async function loadReady(acteur: string, now: number): Promise<OpGardee[]> {
  const base = await database();
  const tx = base.transaction(['attente', 'ops', 'blobs']);
  const pretes: OpGardee[] = [];
  const bornes = IDBKeyRange.bound([acteur, 0], [acteur, Number.MAX_SAFE_INTEGER]);
  let curseur = await tx.objectStore('attente').index('acteur_seq').openCursor(bornes);
  while (curseur && pretes.length < LOT_OPS) {
    if (curseur.value.pas_avant <= now) {
      const op = await tx.objectStore('ops').get(curseur.value.op_id);
      if (op && (await photosUp(tx.objectStore('blobs'), op))) pretes.push(op);
    }
    curseur = await curseur.continue();
  }
  return pretes;
}

interface LitBlobs {
  get: (sha256: string) => Promise<{ televerse: 0 | 1 } | undefined>;
}

async function photosUp(blobs: LitBlobs, op: OpGardee): Promise<boolean> {
  for (const sha256 of op.photos) {
    if ((await blobs.get(sha256))?.televerse === 0) return false;
  }
  return true;
}

function isResult(valeur: unknown): valeur is ResultatServeur {
  if (typeof valeur !== 'object' || valeur === null) return false;
  const { op_id, status } = valeur as Partial<ResultatServeur>;
  return typeof op_id === 'string' && STATUTS_RESULTAT.some((statut) => statut === status);
}

/** The reply only when it is really ours: marker header, JSON type and shape. */
export async function readReply(reponse: Response): Promise<ReponseSync | null> {
  if (reponse.headers.get('X-TS-Sync') !== '1') return null;
  if (!(reponse.headers.get('Content-Type') ?? '').includes('json')) return null;
  const corps: unknown = await reponse.json().catch(() => null);
  if (typeof corps !== 'object' || corps === null || !('results' in corps)) return null;
  const { results } = corps as { results: unknown };
  if (!Array.isArray(results) || !results.every(isResult)) return null;
  return corps as ReponseSync;
}

const PAUSES: Readonly<Record<number, Pause>> = {
  401: 'session',
  403: 'revoque',
  426: 'version',
};

/** An answer to the whole batch. A page that is not the API's own is a captive portal. */
async function judgeRefusal(reponse: Response): Promise<Envoi> {
  const type = reponse.headers.get('Content-Type') ?? '';
  const notre = type.includes('json') || reponse.headers.has('X-TS-Sync');
  const delaiS = (await errorOf(reponse)).retryAfterS;
  if (reponse.status >= 500 || reponse.status === 429) {
    return { genre: 'pause', pause: 'serveur', delaiS };
  }
  if (!notre) return { genre: 'pause', pause: 'portail', delaiS: null };
  const pause = PAUSES[reponse.status];
  if (pause) return { genre: 'pause', pause, delaiS };
  return { genre: 'scinder', problem: (await errorOf(reponse)).problem };
}

export async function sendBatch(lot: readonly OpGardee[]): Promise<Envoi> {
  let reponse: Response;
  try {
    reponse = await apiFetch(`${API}/sync/operations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ operations: lot.map(({ enveloppe }) => enveloppe) }),
      signal: AbortSignal.timeout(60_000),
    });
  } catch (cause) {
    if (!(cause instanceof NetworkError) && !(cause instanceof DOMException)) throw cause;
    return { genre: 'pause', pause: 'reseau', delaiS: null };
  }
  if (!reponse.ok) return judgeRefusal(reponse);
  const lue = await readReply(reponse);
  return lue ? { genre: 'recu', reponse: lue } : { genre: 'pause', pause: 'portail', delaiS: null };
}

const DELAI_DIFFERE_MS = 60_000;

/** Writes what the server said of each operation; an operation it did not name stays waiting. */
export async function settle(
  lot: readonly OpGardee[],
  resultats: readonly ResultatServeur[],
  now: number,
): Promise<number> {
  const parId = new Map(resultats.map((resultat) => [resultat.op_id, resultat]));
  const base = await database();
  let regles = 0;
  for (const op of lot) {
    const resultat = parId.get(op.op_id);
    if (resultat && (await settleOne(base, op, resultat, now))) regles += 1;
  }
  return regles;
}

/** Statuses a person has to look at. */
const A_REVOIR: readonly string[] = ['rejected', 'applied_with_conflict'];
/** Statuses after which the server holds the photos and the device may let go of them. */
const PRISES: readonly string[] = ['applied', 'duplicate', 'applied_with_conflict'];

function resultatOf(op: OpGardee, recu: ResultatServeur, now: number): Resultat {
  return {
    op_id: op.op_id,
    actor_id: op.actor_id,
    status: recu.status,
    version: recu.version ?? null,
    problem: recu.problem ?? null,
    resultat: recu.resultat ?? null,
    recu_le: new Date(now).toISOString(),
    a_revoir: A_REVOIR.includes(recu.status) ? 1 : 0,
  };
}

async function settleOne(
  base: Base,
  op: OpGardee,
  recu: ResultatServeur,
  now: number,
): Promise<boolean> {
  const tx = base.transaction(['attente', 'resultats', 'blobs'], 'readwrite', {
    durability: 'strict',
  });
  const attente = tx.objectStore('attente');
  const ligne = await attente.get(op.op_id);
  const differee = recu.status === 'deferred';
  await tx.objectStore('resultats').put(resultatOf(op, recu, now));
  if (differee && ligne) await attente.put(later(ligne, now, DELAI_DIFFERE_MS));
  else await attente.delete(op.op_id);
  const rendues = PRISES.includes(recu.status) ? op.photos : [];
  for (const sha256 of rendues) await tx.objectStore('blobs').delete(sha256);
  await tx.done;
  return !differee;
}

function later(ligne: EnAttente, now: number, base: number): EnAttente {
  const essais = ligne.essais + 1;
  return { ...ligne, essais, pas_avant: now + Math.min(base * 2 ** (essais - 1), 3_600_000) };
}

/** One operation the server fails on: set aside for a while, so that the others pass. */
export async function setAside(op_id: string, now: number): Promise<void> {
  const base = await database();
  const ligne = await base.get('attente', op_id);
  if (ligne) await base.put('attente', later(ligne, now, 30_000));
}
