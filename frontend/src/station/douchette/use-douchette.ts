import { useEffect, useRef } from 'react';
import type { Lu } from './decode';
import { listen } from './ecoute';

interface Options {
  onScan: (lu: Lu) => void;
  actif?: boolean;
  /** Only hears what no other screen listens for, whatever the order they were mounted in. */
  fond?: boolean;
}

/**
 * Listens to scanners on the whole window, whatever has the focus: the keys of a scan never reach
 * a field. A dialog opened over a screen takes the scans until it closes.
 */
export function useDouchette({ onScan, actif = true, fond = false }: Options): void {
  const rappel = useRef(onScan);
  rappel.current = onScan;
  useEffect(() => (actif ? listen((lu) => rappel.current(lu), fond) : undefined), [actif, fond]);
}
