import { totalsOf } from './bilan';
import { type Base, database, type EnAttente, type OpGardee } from './db';
import type { Especes } from './especes';
import type { Pret } from './schema';
import type { Declaration, Enveloppe } from './types';

export const LOT_OPS = 50;
export const LOT_OCTETS = 256 * 1024;
/** Room for the declaration and the array around the operations. */
const ENVELOPPE_OCTETS = 2_048;
const LUS_PAR_TOUR = 200;

const octets = (enveloppe: Enveloppe): number =>
  new TextEncoder().encode(JSON.stringify(enveloppe)).length;

/** The next operations of one person, in sequence, within both limits. */
export function cutBatch(ops: readonly OpGardee[], maximum = LOT_OPS): OpGardee[] {
  const lot: OpGardee[] = [];
  let taille = ENVELOPPE_OCTETS;
  for (const op of ops) {
    taille += octets(op.enveloppe) + 1;
    if (lot.length >= maximum || (lot.length > 0 && taille > LOT_OCTETS)) break;
    lot.push(op);
  }
  return lot;
}

/** One run through the queue: what it tried already, and whether a person asked for it. */
export interface Passe {
  vus: Set<string>;
  /** Waits are ignored: everything is tried once. */
  force: boolean;
}

export const newPass = (force = false): Passe => ({ vus: new Set(), force });

function mayTravel(ligne: EnAttente, passe: Passe, now: number): boolean {
  if (passe.vus.has(ligne.op_id)) return false;
  return passe.force || ligne.pas_avant <= now;
}

/** Takes rows of the first journal met; true once the batch is full or another journal begins. */
function take(pretes: EnAttente[], lues: readonly EnAttente[], passe: Passe, now: number): boolean {
  for (const ligne of lues) {
    if (!mayTravel(ligne, passe, now)) continue;
    if (pretes[0] && pretes[0].device_id !== ligne.device_id) return true;
    pretes.push(ligne);
    if (pretes.length === LOT_OPS) return true;
  }
  return false;
}

/** Rows that may travel now, of one journal, in its order; what waits holds nobody up. */
async function readyRows(
  base: Base,
  acteur: string,
  pret: Pret,
  passe: Passe,
  now: number,
): Promise<EnAttente[]> {
  const pretes: EnAttente[] = [];
  const fin = [acteur, pret, '\uffff', Number.MAX_SAFE_INTEGER];
  let debut: unknown[] | null = [acteur, pret, '', 0];
  while (debut) {
    const bornes: IDBKeyRange = IDBKeyRange.bound(debut, fin, true);
    const lues = await base.getAllFromIndex('attente', 'file', bornes, LUS_PAR_TOUR);
    const derniere = lues.length === LUS_PAR_TOUR ? lues.at(-1) : undefined;
    const plein = take(pretes, lues, passe, now);
    debut = !plein && derniere ? [acteur, pret, derniere.device_id, derniere.seq] : null;
  }
  return pretes;
}

/**
 * Waiting operations that may travel now, of one journal at a time; a photo.attach waits for its
 * uploaded blob. Those in quarantine come last, to learn whether somebody settled them.
 */
export async function loadReady(
  acteur: string,
  now: number,
  passe: Passe = newPass(),
): Promise<OpGardee[]> {
  const base = await database();
  let lignes = await readyRows(base, acteur, 1, passe, now);
  if (lignes.length === 0) lignes = await readyRows(base, acteur, 2, passe, now);
  const { store } = base.transaction('ops');
  const ops = await Promise.all(lignes.map(({ op_id }) => store.get(op_id)));
  return ops.filter((op) => op !== undefined);
}

const ESPECES = ['encaissement.enregistrer', 'remise.effectuer'];

/** Cash taken under one journal that the server has not acknowledged. */
async function unsentCash(base: Base, acteur: string, device: string): Promise<Especes | null> {
  const lignes = await Promise.all(
    ESPECES.map((type) => base.getAllFromIndex('attente', 'acteur_type', [acteur, type])),
  );
  const avec = lignes.flat().filter((une) => une.device_id === device && une.especes > 0);
  const montant = avec.reduce((total, { especes }) => total + especes, 0);
  return montant > 0 ? { montant, devise: avec[0]?.devise ?? 'XOF' } : null;
}

const countAll = (base: Base, acteur: string): Promise<number> =>
  base.countFromIndex(
    'attente',
    'acteur_seq',
    IDBKeyRange.bound([acteur, 0], [acteur, Number.MAX_SAFE_INTEGER]),
  );

async function countOf(base: Base, acteur: string, device: string): Promise<number> {
  const nombres = await Promise.all(
    ([0, 1, 2] as const).map((pret) => {
      const fin = [acteur, pret, device, Number.MAX_SAFE_INTEGER];
      return base.countFromIndex(
        'attente',
        'file',
        IDBKeyRange.bound([acteur, pret, device, 0], fin),
      );
    }),
  );
  return nombres.reduce((total, un) => total + un, 0);
}

/** Photos kept for acts of one journal; `seul` when the person has nothing waiting elsewhere. */
async function countPhotos(
  base: Base,
  acteur: string,
  device: string,
  seul: boolean,
): Promise<number> {
  const tx = base.transaction(['blobs', 'attente']);
  const blobs = tx.objectStore('blobs').index('acteur_televerse');
  const cles = await Promise.all([0, 1].map((etat) => blobs.getAllKeys([acteur, etat])));
  if (seul) return cles.flat().length;
  const parPhoto = tx.objectStore('attente').index('photo');
  const porteurs = await Promise.all(cles.flat().map((sha256) => parPhoto.getAll(sha256)));
  return porteurs.filter((lignes) => lignes.some(({ device_id }) => device_id === device)).length;
}

/**
 * What one journal says of itself with a push; null for acts of another, older one. What the older
 * still holds is not its own: a device lost would owe the same cash twice.
 */
export async function declarationOf(acteur: string, device: string): Promise<Declaration | null> {
  const base = await database();
  const journal = await base.get('journaux', acteur);
  if (journal?.device_id !== device) return null;
  const [especes, en_attente, tout] = await Promise.all([
    unsentCash(base, acteur, device),
    countOf(base, acteur, device),
    countAll(base, acteur),
  ]);
  const photos = await countPhotos(base, acteur, device, en_attente === tout);
  const bilan = Object.entries(await totalsOf(journal)).map(([type, un]) => ({ type, ...un }));
  return { seq: journal.seq, especes, en_attente, photos, bilan };
}
