import { uuid7 } from '@/lib/uuid7';
import { type Base, type BrouillonGarde, database } from './db';

/** This page, as long as it lives. */
const ONGLET = uuid7();
const VERROU = 'ts-onglet:';
const CHOIX = 'ts-brouillons';
/** What may lie between a draft's last writing and its capture, clocks included. */
const MARGE_MS = 60_000;
const LUS_MAX = 2_000;

export interface Brouillon {
  entity_id: string;
  saisie: unknown;
  photos: readonly Blob[];
  /** When it was last written. */
  garde_le: string;
}

let vivant: Promise<void> | null = null;

/** The other tabs see by this lock that what is typed here has its owner. */
function liveOn(): Promise<void> {
  vivant ??= new Promise((resolve) => {
    if (!('locks' in navigator)) resolve();
    else {
      void navigator.locks.request(`${VERROU}${ONGLET}`, () => {
        resolve();
        return new Promise(() => undefined);
      });
    }
  });
  return vivant;
}

async function liveTabs(): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name = '' }) => name.replace(VERROU, '')));
}

const partsOf = (acteur: string, onglet: string): IDBKeyRange =>
  IDBKeyRange.bound([acteur, onglet], [acteur, onglet, []]);

/** Power goes without a warning: what is kept is on the disk, not on its way there. */
const SUR = { durability: 'strict' } as const;

/**
 * Keeps what is being typed, `photos` only when they have changed. The page may be going away: the
 * transaction is told to finish without waiting for it.
 */
export function keepDraft(
  base: Base,
  acteur: string,
  { entity_id, saisie, photos }: { entity_id: string; saisie: unknown; photos?: readonly Blob[] },
): Promise<void> {
  const tx = base.transaction('brouillons', 'readwrite', SUR);
  const commun = { acteur, onglet: ONGLET, entity_id, garde_le: new Date().toISOString() };
  const ecrits = [tx.store.put({ ...commun, part: 'saisie', valeur: saisie })];
  if (photos) ecrits.push(tx.store.put({ ...commun, part: 'photos', valeur: [...photos] }));
  tx.commit();
  return Promise.all([...ecrits, tx.done]).then(() => undefined);
}

export function dropDraft(base: Base, acteur: string): Promise<void> {
  const tx = base.transaction('brouillons', 'readwrite', SUR);
  const efface = tx.store.delete(partsOf(acteur, ONGLET));
  tx.commit();
  return Promise.all([efface, tx.done]).then(() => undefined);
}

/** Both parts under this tab's name, the words and the photos that are theirs. */
async function adopt(base: Base, saisie: BrouillonGarde): Promise<Brouillon> {
  const { acteur, onglet, entity_id, garde_le } = saisie;
  const tx = base.transaction('brouillons', 'readwrite', SUR);
  const photos = await tx.store.get([acteur, onglet, 'photos']);
  const siennes = photos?.entity_id === entity_id ? photos : undefined;
  await tx.store.delete(partsOf(acteur, onglet));
  await tx.store.put({ ...saisie, onglet: ONGLET });
  if (siennes) await tx.store.put({ ...siennes, onglet: ONGLET });
  await tx.done;
  const blobs = (siennes?.valeur ?? []) as readonly Blob[];
  return { entity_id, saisie: saisie.valeur, photos: blobs, garde_le };
}

async function newestFree(base: Base, acteur: string): Promise<BrouillonGarde | undefined> {
  const vivants = await liveTabs();
  const lignes = await base.getAll('brouillons', IDBKeyRange.bound([acteur], [acteur, []]));
  return lignes
    .filter(({ part }) => part === 'saisie')
    .filter(({ onglet }) => onglet === ONGLET || !vivants.has(onglet))
    .sort((a, b) => b.garde_le.localeCompare(a.garde_le))[0];
}

/**
 * The newest thing this person left unfinished on this device and no living tab still holds; from
 * now on it is this tab's. Null when there is none, or when `voulu` no longer wants it.
 */
export async function claimDraft(acteur: string, voulu: () => boolean): Promise<Brouillon | null> {
  await liveOn();
  const base = await database();
  const claim = async (): Promise<Brouillon | null> => {
    const saisie = await newestFree(base, acteur);
    return saisie && voulu() ? adopt(base, saisie) : null;
  };
  return 'locks' in navigator ? navigator.locks.request(CHOIX, claim) : claim();
}

/** What a hand has put aside can be had back in the tab that did it, for this long. */
const ECARTE_MS = 12 * 3_600_000;
const CLE_ONGLET = 'ts-onglet';

/** The same before and after a reload, unlike the page; never the name of a draft. */
function asideName(): string {
  try {
    const connu = sessionStorage.getItem(CLE_ONGLET) ?? ONGLET;
    sessionStorage.setItem(CLE_ONGLET, connu);
    return `ecarte:${connu}`;
  } catch {
    return `ecarte:${ONGLET}`;
  }
}

/** Keeps what was cleared, or forgets it (null): the offer to give it back outlives the page. */
export async function putAside(
  acteur: string,
  garde: { entity_id: string; valeur: unknown } | null,
): Promise<void> {
  const base = await database();
  const onglet = asideName();
  if (garde === null) await base.delete('brouillons', [acteur, onglet, 'ecarte']);
  else {
    const garde_le = new Date().toISOString();
    await base.put('brouillons', { acteur, onglet, part: 'ecarte', garde_le, ...garde });
  }
}

/** What this tab has put aside, while it is still worth offering; what no tab wants any more goes. */
export async function readAside(acteur: string): Promise<unknown> {
  const base = await database();
  const lignes = await base.getAll('brouillons', IDBKeyRange.bound([acteur], [acteur, []]));
  const depuis = new Date(Date.now() - ECARTE_MS).toISOString();
  let trouve: unknown = null;
  for (const { part, onglet, garde_le, valeur } of lignes) {
    if (part !== 'ecarte') continue;
    if (garde_le < depuis) await base.delete('brouillons', [acteur, onglet, part]);
    else if (onglet === asideName()) trouve = valeur;
  }
  return trouve;
}

/** True when the act was written down after all, and only its draft outlived it. */
export async function wasCaptured({
  entity_id,
  garde_le,
}: Pick<Brouillon, 'entity_id' | 'garde_le'>): Promise<boolean> {
  const depuis = new Date(Date.parse(garde_le) - MARGE_MS).toISOString();
  const base = await database();
  let curseur = await base.transaction('ops').store.openCursor(null, 'prev');
  for (let lus = 0; curseur && lus < LUS_MAX; lus += 1) {
    const { enveloppe } = curseur.value;
    if (enveloppe.captured_at < depuis) return false;
    if (enveloppe.entity_id === entity_id && enveloppe.type !== 'photo.attach') return true;
    curseur = await curseur.continue();
  }
  return false;
}
