import { useEffect } from 'react';
import { create } from 'zustand';

/** How many captures are under way; a new version of the app waits for zero. */
export const useSaisies = create<{ nombre: number }>(() => ({ nombre: 0 }));

/** Held by a screen from the first scan of a carton to its "Enregistré". */
export function useSaisieEnCours(enCours: boolean): void {
  useEffect(() => {
    if (!enCours) return undefined;
    useSaisies.setState(({ nombre }) => ({ nombre: nombre + 1 }));
    return () => useSaisies.setState(({ nombre }) => ({ nombre: nombre - 1 }));
  }, [enCours]);
}
