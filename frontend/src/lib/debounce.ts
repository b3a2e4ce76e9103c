import { useEffect, useState } from 'react';

/** `valeur` once it has rested for `ms`: one search per word typed, not one per key. */
export function useDebounce<T>(valeur: T, ms = 200): T {
  const [posee, setPosee] = useState(valeur);
  useEffect(() => {
    const minuterie = setTimeout(() => setPosee(valeur), ms);
    return () => clearTimeout(minuterie);
  }, [valeur, ms]);
  return posee;
}
