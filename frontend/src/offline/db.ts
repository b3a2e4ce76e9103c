import { openDB } from 'idb';
import { create } from 'zustand';
import type { Base, Schema } from './schema';
import { REPRISE_MS, restoreCopies, within } from './secours';
import { createV1, upgradeToV2, upgradeToV3 } from './upgrade';

export type {
  Base,
  BlobGarde,
  BrouillonGarde,
  EnAttente,
  Journal,
  Lecture,
  OpGardee,
  Resultat,
  Schema,
} from './schema';

const NOM = 'ts-air-cargo';
const VERSION = 3;
let ouverture: Promise<Base> | null = null;

interface Stockage {
  /** Another tab keeps the old version open, this one waits for it. */
  bloquee: boolean;
  /** A newer version of the app upgraded the storage, this page must be loaded again. */
  perimee: boolean;
  /** It does not open: damaged, or refused by the browser. */
  panne: boolean;
  /** Acts the browser had lost with its database, taken back from their second copies. */
  reprises: number;
}

export const useStockage = create<Stockage>(() => ({
  bloquee: false,
  perimee: false,
  panne: false,
  reprises: 0,
}));

/** Told when another tab keeps an old version of the database open. */
export function onDatabaseBlocked(faire: () => void): () => void {
  return useStockage.subscribe((apres, avant) => {
    if (apres.bloquee && !avant.bloquee) faire();
  });
}

async function open(): Promise<Base> {
  try {
    const base = await openDB<Schema>(NOM, VERSION, {
      async upgrade(montee, ancienne, _nouvelle, tx) {
        try {
          if (ancienne < 1) createV1(montee);
          if (ancienne < 2) await upgradeToV2(montee, tx);
          if (ancienne < 3) upgradeToV3(montee);
        } catch {
          // All or nothing: half an upgrade would hide waiting acts; the next opening tries again.
          tx.abort();
        }
      },
      blocked: () => useStockage.setState({ bloquee: true }),
      // A newer page wants to upgrade: this one lets go at once, what it runs finishes first.
      blocking: (_ancienne, nouvelle) => {
        if (nouvelle !== null) useStockage.setState({ perimee: true });
        void closeDatabase();
      },
      terminated: () => {
        ouverture = null;
      },
    });
    useStockage.setState({ bloquee: false, panne: false });
    // What cannot be compared now is at the next opening: nobody waits for it.
    const comparee = restoreCopies(base).then((reprises) => useStockage.setState({ reprises }));
    await within(REPRISE_MS, comparee, undefined);
    return base;
  } catch (cause) {
    const perimee = cause instanceof DOMException && cause.name === 'VersionError';
    useStockage.setState({ bloquee: false, ...(perimee ? { perimee } : { panne: true }) });
    throw cause;
  }
}

/** Upgrades may add stores; `ops` and `blobs` are never rewritten nor dropped. */
export function database(): Promise<Base> {
  if (ouverture) return ouverture;
  const mienne = open();
  ouverture = mienne;
  // A refusal may come at once, before there is anything to forget.
  mienne.catch(() => {
    if (ouverture === mienne) ouverture = null;
  });
  return mienne;
}

export async function closeDatabase(): Promise<void> {
  const base = await ouverture;
  ouverture = null;
  base?.close();
}

export async function readMeta<T>(cle: string): Promise<T | undefined> {
  return (await (await database()).get('meta', cle)) as T | undefined;
}

export async function writeMeta(cle: string, valeur: unknown): Promise<void> {
  await (await database()).put('meta', valeur, cle);
}
