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

/** Runs after each batch the server answered: the lists on screen may have moved. */
export function useApresSync(faire: () => void): void {
  const rappel = useRef(faire);
  useEffect(() => {
    rappel.current = faire;
  });
  useEffect(
    () =>
      onSignal((signal) => {
        if (signal === 'sync') rappel.current();
      }),
    [],
  );
}
