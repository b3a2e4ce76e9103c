/**
 * What a USB scanner meant. It types as if the keyboard were American: AZERTY and Chinese input
 * methods garble `event.key`, so the physical `event.code` is read instead.
 */
const PLEINS: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
};
const CHIFFRES_MAJ = ')!@#$%^&*(';

export interface Touche {
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey?: boolean;
  /** The key is held down. */
  repeat?: boolean;
}

/** FNC1 arrives as Ctrl+]: the GS1 separator. */
export const FNC1 = '\u001d';

/** The character of one key on a US keyboard, null for a key that writes nothing. */
export function charOf({ code, shiftKey, ctrlKey }: Touche): string | null {
  if (ctrlKey) return code === 'BracketRight' ? FNC1 : null;
  return (
    letterOf(code, shiftKey) ?? digitOf(code, shiftKey) ?? PLEINS[code]?.[shiftKey ? 1 : 0] ?? null
  );
}

function letterOf(code: string, majuscule: boolean): string | undefined {
  const lettre = /^Key([A-Z])$/.exec(code)?.[1];
  return majuscule ? lettre : lettre?.toLowerCase();
}

function digitOf(code: string, majuscule: boolean): string | undefined {
  const chiffre = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return chiffre && majuscule ? CHIFFRES_MAJ[Number(chiffre)] : chiffre;
}
