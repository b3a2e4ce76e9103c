import { type SetStateAction, useCallback, useEffect, useRef, useState } from 'react';
import { type Brouillon, isVierge, newBrouillon } from './brouillon';
import { Carnet, type Repris } from './carnet';

/** The carton being typed. `courant` is the last one said, drawn or not: a scan may follow at once. */
export function useCarton() {
  const [b, draw] = useState(() => newBrouillon());
  const dernier = useRef(b);
  const setB = useCallback((suite: SetStateAction<Brouillon>) => {
    dernier.current = typeof suite === 'function' ? suite(dernier.current) : suite;
    draw(dernier.current);
  }, []);
  const courant = useCallback((): Brouillon => dernier.current, []);
  return { b, setB, courant };
}

/** Keeps the carton on this device while it is typed, and gives back the one left unfinished. */
export function useReprise(
  acteur: string,
  { b, courant }: Pick<ReturnType<typeof useCarton>, 'b' | 'courant'>,
  onRepris: (repris: Repris) => void,
  actif = true,
): void {
  const carnet = useRef<Carnet | null>(null);
  const rappel = useRef(onRepris);
  rappel.current = onRepris;

  useEffect(() => {
    // A correction leaves what was being typed where it is kept: it comes back after it.
    if (!actif) return undefined;
    const neuf = new Carnet(acteur);
    carnet.current = neuf;
    let fini = false;
    neuf
      .open(() => !fini && isVierge(courant()))
      .then((repris) => {
        if (repris && !fini) rappel.current(repris);
      })
      // Without storage the bench still works; capturing says what is wrong with it.
      .catch(() => undefined);
    const flush = (): void => {
      neuf.keep(courant());
      neuf.flush();
    };
    const hide = (): void => {
      if (document.visibilityState === 'hidden') flush();
    };
    window.addEventListener('pagehide', flush);
    window.addEventListener('beforeunload', flush);
    document.addEventListener('visibilitychange', hide);
    return () => {
      fini = true;
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('beforeunload', flush);
      document.removeEventListener('visibilitychange', hide);
      flush();
      carnet.current = null;
    };
  }, [acteur, courant, actif]);

  useEffect(() => carnet.current?.keep(b), [b]);
}
