import { useEffect, useRef } from 'react';
import { currentEtape, type Etape, pressShutter } from './etapes';

export interface Gestes {
  /** Enter in a field: go on, or stay because it is not good yet. */
  quitter: (etape: Etape) => void;
  reculer: (etape: Etape) => void;
  valider: () => void;
  recommencer: () => void;
  memeClient: () => void;
  volSuivant: () => void;
  reimprimer: () => void;
}

const dialogOpen = (): boolean =>
  document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]') !== null;

/** Where a space is a character or a button's own press. */
function writesSpace(cible: EventTarget | null): boolean {
  if (!(cible instanceof HTMLElement)) return false;
  if (cible instanceof HTMLInputElement) return cible.type !== 'radio';
  return cible.matches('textarea,select,button,a,[contenteditable]');
}

function onEnter(event: KeyboardEvent, gestes: Gestes): void {
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    gestes.valider();
    return;
  }
  const etape = currentEtape();
  if (etape === null || (etape === 'valider' && !event.shiftKey)) return;
  event.preventDefault();
  if (event.shiftKey) gestes.reculer(etape);
  else gestes.quitter(etape);
}

function onSpace(event: KeyboardEvent): void {
  if (writesSpace(event.target)) return;
  if (pressShutter()) event.preventDefault();
}

const RACCOURCIS: Readonly<Record<string, keyof Gestes>> = {
  F2: 'memeClient',
  F4: 'volSuivant',
  F8: 'reimprimer',
  Escape: 'recommencer',
};

function onKey(event: KeyboardEvent, gestes: Gestes): void {
  if (event.defaultPrevented || event.isComposing || dialogOpen()) return;
  if (event.key === 'Enter') onEnter(event, gestes);
  else if (event.key === ' ') onSpace(event);
  else if (!event.ctrlKey && !event.altKey && !event.metaKey) {
    const geste = RACCOURCIS[event.key];
    if (geste === undefined) return;
    event.preventDefault();
    (gestes[geste] as () => void)();
  }
}

/** The bench's keys, wherever the focus is. A scan never comes here: the scanner eats its keys. */
export function useTouches(gestes: Gestes): void {
  const rappel = useRef(gestes);
  rappel.current = gestes;
  useEffect(() => {
    const ecouter = (event: KeyboardEvent): void => onKey(event, rappel.current);
    window.addEventListener('keydown', ecouter);
    return () => window.removeEventListener('keydown', ecouter);
  }, []);
}
