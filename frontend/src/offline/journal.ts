import { currentUser, type Utilisateur } from '@/lib/session';
import { uuid7 } from '@/lib/uuid7';
import { database, type Journal } from './db';
import { newKeys } from './signature';

/** Lists are wiped after this long without contact, until the server says otherwise. */
export const VERROU_HEURES = 72;

const SYSTEMES = /Android|iPhone|iPad|Windows|Macintosh|CrOS|Linux/;

/** What a list of devices shows until somebody names it better. */
export function deviceName(agent = navigator.userAgent): string {
  const systeme = SYSTEMES.exec(agent)?.[0] ?? 'Web';
  const navigateur = /Edg|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? '';
  return `${navigateur} ${systeme}`.trim();
}

/** The browser itself, whoever uses it. */
export async function posteId(): Promise<string> {
  const base = await database();
  const tx = base.transaction('meta', 'readwrite');
  const connu = await tx.store.get('poste');
  const poste = typeof connu === 'string' ? connu : uuid7();
  if (connu !== poste) await tx.store.put(poste, 'poste');
  await tx.done;
  return poste;
}

async function makeJournal({ id, nom }: Utilisateur): Promise<Journal> {
  const { privee, publique } = await newKeys();
  return {
    actor_id: id,
    device_id: uuid7(),
    nom: deviceName(),
    personne: nom,
    cle: privee,
    cle_publique: publique,
    seq: 0,
    hash: null,
    recus: 0,
    serie: null,
    enrole_le: null,
    plafond: null,
    verrou_heures: VERROU_HEURES,
    refus: null,
  };
}

export async function readJournal(acteur: string): Promise<Journal | undefined> {
  return (await database()).get('journaux', acteur);
}

/** This person's log here; made at their first need, by one tab when several ask at once. */
export async function journalOf(personne: Utilisateur): Promise<Journal> {
  const connu = await readJournal(personne.id);
  if (connu) return connu;
  const neuf = await makeJournal(personne);
  const base = await database();
  const tx = base.transaction('journaux', 'readwrite', { durability: 'strict' });
  const gagnant = await tx.store.get(personne.id);
  if (!gagnant) await tx.store.add(neuf);
  await tx.done;
  return gagnant ?? neuf;
}

/**
 * A fresh log for a person the server turned this one away from (its id or key is not theirs).
 * What was captured under the old one stays in the queue under the old device id.
 */
export async function renewJournal(personne: Utilisateur, ancien: string): Promise<Journal> {
  const neuf = await makeJournal(personne);
  const base = await database();
  const tx = base.transaction('journaux', 'readwrite', { durability: 'strict' });
  const connu = await tx.store.get(personne.id);
  const garde = connu && connu.device_id !== ancien ? connu : neuf;
  await tx.store.put(garde);
  await tx.done;
  return garde;
}

/** Changes what the server decides of a log; the numbering is the capture's alone. */
export async function updateJournal(
  acteur: string,
  changements: Partial<
    Pick<Journal, 'nom' | 'serie' | 'enrole_le' | 'plafond' | 'verrou_heures' | 'refus'>
  >,
): Promise<void> {
  const base = await database();
  const tx = base.transaction('journaux', 'readwrite', { durability: 'strict' });
  const journal = await tx.store.get(acteur);
  if (journal) await tx.store.put({ ...journal, ...changements });
  await tx.done;
}

let tour: Promise<unknown> = Promise.resolve();

/** Runs alone for one log: in this tab by turns, among the tabs under a Web Lock. */
export function withJournalLock<T>(device_id: string, faire: () => Promise<T>): Promise<T> {
  const seul = (): Promise<T> =>
    'locks' in navigator ? navigator.locks.request(`ts-journal-${device_id}`, faire) : faire();
  const mien = tour.then(seul, seul);
  tour = mien.catch(() => undefined);
  return mien;
}

/** The log of whoever is signed in. */
export async function currentJournal(): Promise<Journal | undefined> {
  const acteur = currentUser();
  return acteur ? readJournal(acteur.id) : undefined;
}
