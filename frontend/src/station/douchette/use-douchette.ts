import { useEffect, useRef } from 'react';
import { answer } from '../sons';
import type { Lu } from './decode';
import { listen } from './ecoute';

interface Options {
  onScan: (lu: Lu) => void;
  /** The same code too soon after itself; without it, the sound that asks for attention. */
  onRepete?: (lu: Lu) => void;
  actif?: boolean;
  /** Only hears what no other screen listens for, whatever the order they were mounted in. */
  fond?: boolean;
}

const warn = (): void => answer('attention');

/**
 * Listens to scanners on the whole window, whatever has the focus: the keys of a scan never reach
 * a field. A dialog opened over a screen takes the scans until it closes.
 */
export function useDouchette({ onScan, onRepete, actif = true, fond = false }: Options): void {
  const rappels = useRef({ onScan, onRepete });
  rappels.current = { onScan, onRepete };
  useEffect(() => {
    if (!actif) return undefined;
    return listen(
      (lu) => rappels.current.onScan(lu),
      fond,
      (lu) => (rappels.current.onRepete ?? warn)(lu),
    );
  }, [actif, fond]);
}
