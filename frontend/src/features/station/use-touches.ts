import { useEffect, useRef } from 'react';
import { beep } from './annonce';
import type { Etape } from './etape';
import { currentEtape, focusEtape, pressRetake, pressShutter } from './etapes';
import { usePreferences } from './preferences';

export interface Gestes {
  /** Enter in a field: go on, or stay because it is not good yet. */
  quitter: (etape: Etape) => void;
  reculer: (etape: Etape) => void;
  valider: () => void;
  recommencer: () => void;
  /** False or absent: nothing was cleared, the key is the field's own. */
  retablir?: () => boolean;
  memeClient: () => void;
  peser: () => void;
  volSuivant: () => void;
  negocier: () => void;
  reimprimer: () => void;
  voirFile: () => void;
  lireCamera: () => void;
  gabarit: (rang: number) => void;
}

const dialogOpen = (): boolean =>
  document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]') !== null;

/** Where a space is a character or a button's own press. */
function writesSpace(cible: EventTarget | null): boolean {
  if (!(cible instanceof HTMLElement)) return false;
  if (cible instanceof HTMLInputElement) return cible.type !== 'radio';
  if (cible.dataset.etape === 'valider') return false;
  return cible.matches('textarea,select,button,a,[contenteditable]');
}

function onEnter(event: KeyboardEvent, gestes: Gestes): void {
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    gestes.valider();
    return;
  }
  const etape = currentEtape();
  if (etape === null && event.target === document.body) {
    event.preventDefault();
    gestes.valider();
    return;
  }
  if (etape === null || (etape === 'valider' && !event.shiftKey)) return;
  event.preventDefault();
  if (event.shiftKey) gestes.reculer(etape);
  else gestes.quitter(etape);
}

function onSpace(event: KeyboardEvent): void {
  if (writesSpace(event.target)) return;
  if (pressShutter()) event.preventDefault();
}

const RACCOURCIS = {
  F2: 'memeClient',
  F3: 'peser',
  F4: 'volSuivant',
  F6: 'negocier',
  F8: 'reimprimer',
  F10: 'voirFile',
  Escape: 'recommencer',
} as const;

const isShortcut = (touche: string): touche is keyof typeof RACCOURCIS => touche in RACCOURCIS;

/** Alt and a digit, read by position: AZERTY writes "&" there. */
function habitOf(event: KeyboardEvent): number | null {
  const rang = /^Digit([1-4])$/.exec(event.code)?.[1];
  return event.altKey && !event.ctrlKey && rang ? Number(rang) - 1 : null;
}

const isUndo = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) &&
  !event.altKey &&
  !event.shiftKey &&
  event.key.toLowerCase() === 'z';

function retake(): void {
  if (!pressRetake()) beep('refus');
}

/** With Alt, by position: letters that have the same place on every Latin keyboard. */
const AVEC_ALT: Readonly<Record<string, (gestes: Gestes) => void>> = {
  KeyC: () => focusEtape('contenu'),
  KeyL: (gestes) => gestes.lireCamera(),
  KeyR: retake,
};

function altActOf({ altKey, ctrlKey, code }: KeyboardEvent) {
  return altKey && !ctrlKey ? AVEC_ALT[code] : undefined;
}

function onOther(event: KeyboardEvent, gestes: Gestes): void {
  const acte = altActOf(event);
  if (acte) {
    event.preventDefault();
    acte(gestes);
    return;
  }
  const rang = habitOf(event);
  if (rang !== null) {
    event.preventDefault();
    gestes.gabarit(rang);
    return;
  }
  if (isUndo(event)) {
    if (gestes.retablir?.()) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || !isShortcut(event.key)) return;
  event.preventDefault();
  gestes[RACCOURCIS[event.key]]();
}

function onKey(event: KeyboardEvent, gestes: Gestes): void {
  if (event.defaultPrevented || event.isComposing || dialogOpen()) return;
  if (event.code === usePreferences.getState().pedale && pressShutter()) event.preventDefault();
  else if (event.key === 'Enter') onEnter(event, gestes);
  else if (event.key === ' ') onSpace(event);
  else onOther(event, gestes);
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
