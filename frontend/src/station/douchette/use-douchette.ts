import { useEffect, useRef } from 'react';
import { decodeCode, type Lu } from './decode';
import { Repetition } from './repetition';
import { Wedge } from './wedge';

interface Options {
  onScan: (lu: Lu) => void;
  actif?: boolean;
  /** Only hears what no other screen listens for, whatever the order they were mounted in. */
  fond?: boolean;
}

type Rappel = (lu: Lu) => void;

/** Screens that listen, the last one opened on top: it alone gets the scans. */
const pile: Rappel[] = [];
let wedge = new Wedge();
let repetition = new Repetition();

function onKeyDown(event: KeyboardEvent): void {
  const { consomme, scan } = wedge.press(event, event.timeStamp);
  if (!consomme) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (scan === null) return;
  const lu = decodeCode(scan);
  if (repetition.accept(lu.code, event.timeStamp)) pile.at(-1)?.(lu);
}

function listen(rappel: Rappel, fond: boolean): () => void {
  if (pile.length === 0) {
    wedge = new Wedge();
    repetition = new Repetition();
    window.addEventListener('keydown', onKeyDown, { capture: true });
  }
  if (fond) pile.unshift(rappel);
  else pile.push(rappel);
  return () => {
    pile.splice(pile.indexOf(rappel), 1);
    if (pile.length === 0) window.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}

/**
 * Listens to a USB scanner on the whole window, whatever has the focus: the keys of a scan never
 * reach a field. A dialog opened over a screen takes the scans until it closes.
 */
export function useDouchette({ onScan, actif = true, fond = false }: Options): void {
  const rappel = useRef(onScan);
  rappel.current = onScan;
  useEffect(() => (actif ? listen((lu) => rappel.current(lu), fond) : undefined), [actif, fond]);
}
