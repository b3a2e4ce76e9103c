import { answer } from '../sons';
import { decodeCode, type Lu } from './decode';
import { Repetition } from './repetition';
import { ABANDON_MS, SILENCE_MS, Wedge } from './wedge';

export type Rappel = (lu: Lu) => void;

interface Ecran {
  onScan: Rappel;
  /** The same code too soon after itself: it does nothing, and says so. */
  onRepete: Rappel;
}

/** Screens that listen, the last one opened on top: it alone gets the scans. */
const pile: Ecran[] = [];
let wedge = new Wedge();
let repetition = new Repetition();
let suspendu: HTMLElement | null = null;
let reprise: ReturnType<typeof setTimeout> | undefined;
/** What the bracket's key would have written in the field it was typed in. */
let signe = '';

const cleOf = ({ genre, code }: Lu): string => `${genre}:${code}`;

interface Livraison {
  /** Read by an eye nobody aimed: seen again, it has nothing to say. */
  passif?: boolean;
}

/** A complete text from any scanner, to the screen on top; twice within three seconds is once. */
export function deliver(
  texte: string,
  ms = performance.now(),
  { passif = false }: Livraison = {},
): void {
  const lu = decodeCode(texte);
  const neuf = repetition.accept(cleOf(lu), ms);
  const ecran = pile.at(-1);
  if (neuf) ecran?.onScan(lu);
  else if (!passif) ecran?.onRepete(lu);
}

/** What commands act upon has changed: the same one again is a new order, not a repeat. */
export function hearCommandsAgain(): void {
  repetition.forget((cle) => cle.startsWith('commande:'));
}

const isEditable = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement &&
  element.matches('input, textarea, [contenteditable=""], [contenteditable="true"]');

/**
 * An input method eats keys before the page sees them, but only where text may be typed: the focus
 * leaves the field for as long as the scanner types.
 */
function leaveField(): void {
  clearTimeout(reprise);
  reprise = wedge.seul ? setTimeout(giveBack, SILENCE_MS) : setTimeout(backToField, ABANDON_MS);
  if (suspendu || !isEditable(document.activeElement)) return;
  suspendu = document.activeElement;
  suspendu.blur();
}

function backToField(): void {
  clearTimeout(reprise);
  const champ = suspendu;
  suspendu = null;
  if (champ?.isConnected && document.activeElement === document.body) champ.focus();
}

/** Nothing followed the bracket: it was typed ("$" on a French keyboard), and is the field's. */
function giveBack(): void {
  wedge.renounce();
  const typed = suspendu !== null;
  backToField();
  // What a form hears is the same as from the keyboard, and Ctrl+Z undoes it.
  if (typed && isEditable(document.activeElement)) document.execCommand('insertText', false, signe);
}

/** What a Chinese input method writes for a bracket it has taken. */
const CROCHET_CHINOIS = '】';

/** A bracket opens a scan without F9; on a French keyboard it is also the "$" of a password. */
const isPassword = ({ code, target }: KeyboardEvent): boolean =>
  code === 'BracketRight' && target instanceof HTMLInputElement && target.type === 'password';

function onKeyDown(event: KeyboardEvent): void {
  if (!wedge.enCours && isPassword(event)) return;
  const attendait = wedge.seul;
  const { consomme, scan } = wedge.press(event, event.timeStamp);
  if (consomme) {
    if (wedge.seul && !attendait) signe = event.key.length === 1 ? event.key : CROCHET_CHINOIS;
    take(event, scan);
  } else if (attendait) {
    // Before the key that tells it apart is written, where it is going to be.
    giveBack();
  }
}

/** A scanner's key: the page does not see it. */
function take(event: KeyboardEvent, scan: string | null): void {
  event.preventDefault();
  event.stopImmediatePropagation();
  if (wedge.enCours) leaveField();
  else backToField();
  if (scan !== null) deliver(scan, event.timeStamp);
}

/** `fond`: only hears what no other screen listens for. Returns the end. */
export function listen(
  onScan: Rappel,
  fond: boolean,
  onRepete: Rappel = () => answer('attention'),
): () => void {
  const ecran = { onScan, onRepete };
  if (pile.length === 0) {
    wedge = new Wedge();
    repetition = new Repetition();
    window.addEventListener('keydown', onKeyDown, { capture: true });
  }
  if (fond) pile.unshift(ecran);
  else pile.push(ecran);
  return () => {
    pile.splice(pile.indexOf(ecran), 1);
    if (pile.length === 0) window.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}
