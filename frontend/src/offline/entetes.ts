import { currentUser, useSession } from '@/lib/session';
import { database } from './db';
import { onSignal } from './signal';

interface Dernier {
  acteur: string;
  appareil: string;
  seq: number;
}

let dernier: Dernier | null = null;

/** Told by each capture of this tab, once it is on the disk. */
export function noteSeq(acteur: string, appareil: string, seq: number): void {
  if (dernier?.appareil === appareil && dernier.seq >= seq) return;
  dernier = { acteur, appareil, seq };
}

async function reload(): Promise<void> {
  const acteur = currentUser();
  if (!acteur) return;
  const journal = await (await database()).get('journaux', acteur.id);
  if (journal) noteSeq(acteur.id, journal.device_id, journal.seq);
}

/**
 * What every request of a signed-in person carries: the log they write in and how far it goes, so
 * that the server knows what it is still missing. Synchronous: a request never waits for the disk.
 */
export function deviceHeaders(): Record<string, string> {
  const moi = currentUser();
  if (!dernier || (moi && dernier.acteur !== moi.id)) return {};
  return { 'X-Appareil': dernier.appareil, 'X-Appareil-Seq': String(dernier.seq) };
}

/** Before the session is resumed: the refresh itself says how far the last person's log goes. */
export async function loadHeaders(): Promise<void> {
  const base = await database();
  const connu = (await base.get('meta', 'identite')) as { id?: string } | null | undefined;
  const journal = connu?.id ? await base.get('journaux', connu.id) : undefined;
  if (journal) noteSeq(journal.actor_id, journal.device_id, journal.seq);
}

/** Keeps the headers true when another tab captures or another person signs in. */
export function watchJournal(): () => void {
  const relire = (): void => void reload().catch(() => undefined);
  relire();
  const sansSignal = onSignal((signal) => {
    if (signal === 'capture' || signal === 'journal') relire();
  });
  const sansSession = useSession.subscribe((apres, avant) => {
    if (apres.utilisateur?.id !== avant.utilisateur?.id) relire();
  });
  return () => {
    sansSignal();
    sansSession();
  };
}
