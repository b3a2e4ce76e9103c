import { useSyncExternalStore } from 'react';
import { currentUser, useSession } from '@/lib/session';
import { onSignal } from './signal';

/** Between two readings that only follow the server's answers; what a hand did is read at once. */
export const REPOS_MS = 250;

const sameField = (a: object, b: object): boolean =>
  Object.entries(a).every(([cle, valeur]) => Object.is(valeur, Reflect.get(b, cle)));

/** The same array or object when nothing of it moved: nobody draws it again. */
function keepSame<T extends object>(avant: T, apres: T): T {
  const pareil = Object.keys(avant).length === Object.keys(apres).length && sameField(avant, apres);
  return pareil ? avant : apres;
}

export interface Releve<T> {
  subscribe: (prevenir: () => void) => () => void;
  read: () => T;
  refresh: () => Promise<void>;
}

/** A value read from the device again whenever the outbox moves, and when `refresh` asks. */
export function follow<T extends object>(vide: T, lire: (acteur: string) => Promise<T>): Releve<T> {
  let valeur = vide;
  const abonnes = new Set<() => void>();
  let arreter: (() => void) | null = null;

  /** One reading at a time: a drain of thousands announces itself far faster than it is read. */
  let enCours = false;
  let encore = false;
  let lueLe = 0;
  let bientot: ReturnType<typeof setTimeout> | null = null;

  async function readOnce(): Promise<void> {
    const acteur = currentUser();
    const lue = acteur ? await lire(acteur.id).catch(() => vide) : vide;
    // Nothing read yet is not the same as read and found empty.
    const neuve = valeur === vide ? lue : keepSame(valeur, lue);
    if (neuve === valeur) return;
    valeur = neuve;
    for (const prevenir of abonnes) prevenir();
  }

  async function refresh(): Promise<void> {
    encore = true;
    if (enCours) return;
    enCours = true;
    while (encore) {
      encore = false;
      await readOnce();
      lueLe = Date.now();
    }
    enCours = false;
  }

  function soon(): void {
    if (bientot !== null) return;
    const reste = Math.min(REPOS_MS, lueLe + REPOS_MS - Date.now());
    if (!enCours && reste <= 0) return void refresh();
    bientot = setTimeout(
      () => {
        bientot = null;
        void refresh();
      },
      Math.max(0, reste),
    );
  }

  function start(): () => void {
    const relire = (): void => void refresh();
    // What an earlier screen saw may be another person's, or an hour old.
    valeur = vide;
    relire();
    const sansSignal = onSignal((signal) => (signal === 'sync' ? soon() : relire()));
    const sansSession = useSession.subscribe(relire);
    return () => {
      if (bientot !== null) clearTimeout(bientot);
      bientot = null;
      sansSignal();
      sansSession();
    };
  }

  function subscribe(prevenir: () => void): () => void {
    abonnes.add(prevenir);
    arreter ??= start();
    return () => {
      abonnes.delete(prevenir);
      if (abonnes.size === 0) {
        arreter?.();
        arreter = null;
      }
    };
  }
  return { subscribe, read: () => valeur, refresh };
}

/** The same for every screen that shows it. */
export function observe<T extends object>(vide: T, lire: (acteur: string) => Promise<T>) {
  const { subscribe, read } = follow(vide, lire);
  return () => useSyncExternalStore(subscribe, read);
}
