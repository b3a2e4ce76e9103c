import { useEffect } from 'react';
import { create } from 'zustand';

/** How many captures are under way in this tab; a new version of the app waits for zero. */
export const useSaisies = create<{ nombre: number }>(() => ({ nombre: 0 }));

const VERROU = 'ts-saisie';
let relacher: (() => void) | null = null;

/** The other tabs see a capture under way by this shared lock. */
function hold(): void {
  if (!('locks' in navigator) || relacher) return;
  const fini = new Promise<void>((resolve) => {
    relacher = resolve;
  });
  void navigator.locks.request(VERROU, { mode: 'shared' }, () => fini);
}

useSaisies.subscribe(({ nombre }) => {
  if (nombre > 0) hold();
  else {
    relacher?.();
    relacher = null;
  }
});

/** Held by a screen from the first scan of a carton to its "Enregistré". */
export function useSaisieEnCours(enCours: boolean): void {
  useEffect(() => {
    if (!enCours) return undefined;
    useSaisies.setState(({ nombre }) => ({ nombre: nombre + 1 }));
    return () => useSaisies.setState(({ nombre }) => ({ nombre: nombre - 1 }));
  }, [enCours]);
}

/**
 * Runs `faire` when no tab of this browser is in the middle of a capture; false when one is. It
 * never queues: a waiting exclusive lock would hold up the next carton.
 */
export async function betweenCaptures(faire: () => void): Promise<boolean> {
  if (useSaisies.getState().nombre > 0) return false;
  if (!('locks' in navigator)) {
    faire();
    return true;
  }
  return navigator.locks.request(VERROU, { ifAvailable: true }, (verrou) => {
    if (!verrou || useSaisies.getState().nombre > 0) return false;
    faire();
    return true;
  });
}
