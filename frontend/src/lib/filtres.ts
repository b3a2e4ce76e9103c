import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Filters that live in the URL: every list stays linkable. An empty value leaves the address. */
export function useFiltres<K extends string>(cles: readonly K[]) {
  const [params, setParams] = useSearchParams();
  const valeurs = Object.fromEntries(
    cles.map((cle) => [cle, params.get(cle) ?? undefined]),
  ) as Record<K, string | undefined>;
  const changer = useCallback(
    (changements: Partial<Record<K, string | undefined>>) => {
      setParams(
        (avant) => {
          const apres = new URLSearchParams(avant);
          for (const [cle, valeur] of Object.entries(changements)) {
            if (valeur) apres.set(cle, String(valeur));
            else apres.delete(cle);
          }
          return apres;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return [valeurs, changer] as const;
}
