import { useEffect, useRef } from 'react';
import type { Resultat } from './db';
import { resultOf } from './etat';
import { onSignal } from './signal';

/** The server's answer to an act, or null when it has not come within `delaiMs`. */
export function settled(op_id: string, delaiMs: number): Promise<Resultat | null> {
  return new Promise((resolve) => {
    const finir = (resultat: Resultat | null): void => {
      clearTimeout(minuterie);
      arreter();
      resolve(resultat);
    };
    const lire = async (): Promise<void> => {
      const resultat = await resultOf(op_id);
      if (resultat && resultat.status !== 'deferred') finir(resultat);
    };
    const arreter = onSignal((signal) => {
      if (signal === 'sync') void lire();
    });
    const minuterie = setTimeout(() => finir(null), delaiMs);
    void lire();
  });
}

/** What follows the server's answers runs at most this often: a drain brings several a second. */
const REPOS_MS = 1_000;

/** At once, then once more at the end of each pause in which it was asked for. */
function atMost(faire: () => void): { demander: () => void; arreter: () => void } {
  let minuterie: ReturnType<typeof setTimeout> | null = null;
  let demande = false;
  function run(): void {
    demande = false;
    minuterie = setTimeout(() => {
      minuterie = null;
      if (demande) run();
    }, REPOS_MS);
    faire();
  }
  return {
    demander: () => {
      demande = true;
      if (minuterie === null) run();
    },
    arreter: () => clearTimeout(minuterie ?? undefined),
  };
}

/** Runs after the batches the server answered: the lists on screen may have moved. */
export function useApresSync(faire: () => void): void {
  const rappel = useRef(faire);
  useEffect(() => {
    rappel.current = faire;
  });
  useEffect(() => {
    const { demander, arreter } = atMost(() => rappel.current());
    const sourd = onSignal((signal) => {
      if (signal === 'sync') demander();
    });
    return () => {
      sourd();
      arreter();
    };
  }, []);
}
