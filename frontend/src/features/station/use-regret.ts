import { useCallback, useEffect, useRef, useState } from 'react';
import { putAside, readAside } from '@/offline/brouillons';
import { type Brouillon, newBrouillon } from './brouillon';

/**
 * The carton a key has cleared, until the next one starts: the offer to give it back outlives the
 * page. Without storage it lasts as long as the screen.
 */
export function useRegret(
  acteur: string,
): readonly [Brouillon | null, (regret: Brouillon | null) => void] {
  const [regret, setRegret] = useState<Brouillon | null>(null);
  /** What the device holds, as far as is known; undefined until it has been read. */
  const garde = useRef<Brouillon | null | undefined>(undefined);
  const dit = useRef(false);

  useEffect(() => {
    let fini = false;
    dit.current = false;
    readAside(acteur)
      .then((lu) => {
        if (fini) return;
        // Fields a later version of the bench may have added get their first value.
        const ecarte = lu ? { ...newBrouillon(), ...(lu as Brouillon) } : null;
        if (!dit.current) {
          garde.current = ecarte;
          setRegret(ecarte);
        }
      })
      .catch(() => undefined);
    return () => {
      fini = true;
    };
  }, [acteur]);

  const dire = useCallback(
    (neuf: Brouillon | null): void => {
      dit.current = true;
      setRegret(neuf);
      if (garde.current === neuf) return;
      garde.current = neuf;
      putAside(acteur, neuf && { entity_id: neuf.id, valeur: neuf }).catch(() => undefined);
    },
    [acteur],
  );

  return [regret, dire];
}
