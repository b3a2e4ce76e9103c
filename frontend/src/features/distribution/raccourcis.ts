import { useEffect, useRef } from 'react';

/** Function keys of a screen; F9 is left to USB scanners. */
export function useRaccourcis(
  touches: readonly (readonly [touche: string, faire: () => void])[],
): void {
  const courantes = useRef(touches);
  courantes.current = touches;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const faire = courantes.current.find(([touche]) => touche === event.key)?.[1];
      if (!faire || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      faire();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Keyboards get the focus where work goes on; phones keep their screen free of theirs. */
export const hasKeyboard = (): boolean => !window.matchMedia('(pointer: coarse)').matches;
