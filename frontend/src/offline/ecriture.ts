import type { IDBPTransaction } from 'idb';
import type { Utilisateur } from '@/lib/session';
import { type Bilan, totalsOf, withActs } from './bilan';
import { type BlobGarde, database, type Journal, type OpGardee, type Schema } from './db';
import { pendingOf } from './en-attente';
import { noteSeq } from './entetes';
import { CashCapError, ParentMissingError } from './erreurs';
import type { Especes } from './especes';
import { journalOf, withJournalLock } from './journal';
import { waitsFor } from './parents';
import { isPhotosOnly, shotOf } from './prises';
import type { Saisie } from './saisie';
import { type Copie, keepCopies } from './secours';
import { signEnvelope } from './signature';
import { subjectsOf } from './sujets';
import type { Enveloppe } from './types';

export interface PhotoPrete {
  blob: Blob;
  sha256: string;
  id: string;
  op_id: string;
}

/** One act, decided: only its place in the log is still open. */
export interface Ecriture {
  saisie: Saisie;
  op_id: string;
  payload: Record<string, unknown>;
  photos: readonly PhotoPrete[];
  especes: Especes | null;
  maintenant: Date;
  onWritten: () => void;
}

/** The log moved between signing and writing: another tab without Web Locks. Signed again. */
class JournalMovedError extends Error {}

const ESSAIS = 8;

/** Signs and writes; the provisional receipt's number, for a payment. */
export async function commit(acteur: Utilisateur, ecriture: Ecriture): Promise<string | null> {
  const { device_id } = await journalOf(acteur);
  return withJournalLock(device_id, async () => {
    for (let essai = 0; ; essai += 1) {
      try {
        return await commitOnce(acteur, ecriture);
      } catch (cause) {
        if (!(cause instanceof JournalMovedError) || essai >= ESSAIS) throw cause;
      }
    }
  });
}

async function commitOnce(acteur: Utilisateur, ecriture: Ecriture): Promise<string | null> {
  const base = await database();
  const [journal, decalage, depends_on] = await Promise.all([
    journalOf(acteur),
    base.get('meta', 'decalage_ms'),
    waitsFor(acteur.id, ecriture.saisie, sujetsOf(ecriture)),
  ]);
  const complete = { ...ecriture, saisie: { ...ecriture.saisie, depends_on } };
  const recu = receiptOf(journal, ecriture);
  const signees = await signAll(journal, complete, recu, Number(decalage ?? 0));
  const neuf = recu !== null && ecriture.payload.recu_provisoire === undefined;
  const lignes = rowsOf(signees, complete);
  const compte = { ...journal, bilan: await totalsOf(journal) };
  await write(compte, signees, complete, lignes, neuf);
  noteSeq(acteur.id, journal.device_id, journal.seq + signees.ops.length);
  ecriture.onWritten();
  await keepCopies(
    lignes,
    complete.photos.map((photo) => blobOf(photo, acteur.id)),
  );
  return recu;
}

const sujetsOf = ({ saisie, payload }: Ecriture): string[] =>
  subjectsOf(saisie.type, payload, saisie.codes);

/**
 * `<series>-<counter>`; before the server leased a series, the end of the device's own id. A
 * payment sent again keeps the number the payer holds.
 */
function receiptOf(
  { serie, recus, device_id }: Journal,
  { saisie, payload }: Ecriture,
): string | null {
  if (saisie.type !== 'encaissement.enregistrer') return null;
  if (typeof payload.recu_provisoire === 'string') return payload.recu_provisoire;
  const prefixe = serie ?? `H${device_id.slice(-6).toUpperCase()}`;
  return `${prefixe}-${String(recus + 1).padStart(6, '0')}`;
}

interface Brouillon {
  op_id: string;
  type: Enveloppe['type'];
  depends_on: string[];
  payload: Record<string, unknown>;
  photos: string[];
}

function draftsOf(ecriture: Ecriture, recu: string | null): Brouillon[] {
  const { saisie, op_id, payload, photos, maintenant } = ecriture;
  const seules = isPhotosOnly(saisie);
  const principale: Brouillon = {
    op_id,
    type: saisie.type,
    depends_on: [...(saisie.depends_on ?? [])],
    payload: recu === null ? payload : { ...payload, recu_provisoire: recu },
    photos: [...(saisie.photos_gardees ?? [])],
  };
  const annexes = photos.map(
    (photo): Brouillon => ({
      op_id: photo.op_id,
      type: 'photo.attach',
      depends_on: seules ? [...(saisie.depends_on ?? [])] : [op_id],
      payload: { ...shotOf(saisie, maintenant), id: photo.id, sha256: photo.sha256 },
      photos: [photo.sha256],
    }),
  );
  return seules ? annexes : [principale, ...annexes];
}

interface Signees {
  ops: OpGardee[];
  hash: string | null;
}

async function signAll(
  journal: Journal,
  ecriture: Ecriture,
  recu: string | null,
  decalage: number,
): Promise<Signees> {
  const { saisie, maintenant } = ecriture;
  const ops: OpGardee[] = [];
  let { hash } = journal;
  for (const [rang, brouillon] of draftsOf(ecriture, recu).entries()) {
    const { photos, ...reste } = brouillon;
    const signe = await signEnvelope(journal.cle, {
      ...reste,
      device_id: journal.device_id,
      seq: journal.seq + rang + 1,
      prev_hash: hash,
      actor_id: journal.actor_id,
      schema_v: 1 as const,
      entity_id: saisie.entity_id,
      captured_at: maintenant.toISOString(),
      clock_offset_ms: decalage,
      ...(rang === 0 && saisie.remplace ? { remplace: saisie.remplace } : {}),
      ...(rang === 0 && saisie.base_version !== undefined
        ? { base_version: saisie.base_version }
        : {}),
    });
    hash = signe.hash;
    const enveloppe: Enveloppe = signe.signee;
    const { op_id, actor_id, seq } = enveloppe;
    ops.push({ op_id, actor_id, seq, enveloppe, photos, resume: saisie.resume });
  }
  return { ops, hash };
}

type Magasins = ('ops' | 'attente' | 'blobs' | 'journaux')[];
type Ecrivain = IDBPTransaction<Schema, Magasins, 'readwrite'>;

async function write(
  journal: Journal & { bilan: Bilan },
  signees: Signees,
  ecriture: Ecriture,
  lignes: readonly Copie[],
  avecRecu: boolean,
): Promise<void> {
  const base = await database();
  const magasins: Magasins = ['ops', 'attente', 'blobs', 'journaux'];
  const tx: Ecrivain = base.transaction(magasins, 'readwrite', { durability: 'strict' });
  try {
    const [garde] = await Promise.all([
      requireUnmoved(tx, journal),
      requireParents(tx, ecriture.saisie.depends_on ?? []),
      requireUnderCap(tx, journal, ecriture.especes),
    ]);
    const suite = {
      ...garde,
      seq: journal.seq + signees.ops.length,
      hash: signees.hash,
      bilan: withActs(
        journal.bilan,
        signees.ops.map(({ enveloppe }) => enveloppe),
      ),
      recus: garde.recus + (avecRecu ? 1 : 0),
    };
    // Asked for together: each answer alone would wait its turn of the page.
    await Promise.all([
      ...addAll(tx, lignes, ecriture),
      tx.objectStore('journaux').put(suite),
      keepAgain(tx, ecriture.saisie.photos_gardees ?? []),
      tx.done,
    ]);
  } catch (cause) {
    cancel(tx);
    throw cause;
  }
}

/** The log as it is on the disk. */
async function requireUnmoved(tx: Ecrivain, journal: Journal): Promise<Journal> {
  const garde = await tx.objectStore('journaux').get(journal.actor_id);
  if (garde?.device_id !== journal.device_id || garde.seq !== journal.seq) {
    throw new JournalMovedError();
  }
  return garde;
}

async function requireParents(tx: Ecrivain, parents: readonly string[]): Promise<void> {
  for (const parent of parents) {
    const cle = await tx.objectStore('ops').getKey(parent);
    if (cle === undefined) throw new ParentMissingError(parent);
  }
}

/** Unsent cash is capped per person: a lost device must not cost more than that. */
async function requireUnderCap(
  tx: Ecrivain,
  { actor_id, plafond }: Journal,
  especes: Especes | null,
): Promise<void> {
  if (!plafond || !especes) return;
  let enMain = 0;
  for (const type of ['encaissement.enregistrer', 'remise.effectuer']) {
    const lignes = await tx.objectStore('attente').index('acteur_type').getAll([actor_id, type]);
    enMain += lignes.reduce((total, ligne) => total + ligne.especes, 0);
  }
  if (enMain + especes.montant > plafond.montant) throw new CashCapError(plafond, enMain);
}

function addAll(tx: Ecrivain, lignes: readonly Copie[], { photos }: Ecriture): Promise<unknown>[] {
  const parSha = new Map(photos.map((photo) => [photo.sha256, photo]));
  const acteur = lignes[0]?.op.actor_id ?? '';
  return [
    ...lignes.flatMap<Promise<unknown>>(({ op, attente }) => [
      tx.objectStore('ops').add(op),
      tx.objectStore('attente').add(attente),
    ]),
    ...[...parSha.values()].map((photo) => tx.objectStore('blobs').put(blobOf(photo, acteur))),
  ];
}

/** A photo sent again goes up again. */
async function keepAgain(tx: Ecrivain, hashs: readonly string[]): Promise<void> {
  for (const sha256 of hashs) {
    const garde = await tx.objectStore('blobs').get(sha256);
    if (garde) await tx.objectStore('blobs').put({ ...garde, televerse: 0 });
  }
}

/** An aborted transaction leaves no half capture; its own rejection is the caller's. */
function cancel(tx: Ecrivain): void {
  tx.done.catch(() => undefined);
  try {
    tx.abort();
  } catch {
    // Already aborted by the request that failed.
  }
}

/** Each with its wait; the photos that come with the act hold neither cash nor cartons. */
const rowsOf = ({ ops }: Signees, ecriture: Ecriture): Copie[] =>
  ops.map((op, rang) => ({
    op,
    attente: pendingOf(op, {
      pret: op.photos.length > 0 ? 0 : 1,
      sujets: rang === 0 ? sujetsOf(ecriture) : [],
      especes: rang === 0 ? ecriture.especes : null,
    }),
  }));

function blobOf(photo: PhotoPrete, actor_id: string): BlobGarde {
  return {
    sha256: photo.sha256,
    op_id: photo.op_id,
    actor_id,
    blob: photo.blob,
    taille: photo.blob.size,
    televerse: 0,
  };
}
