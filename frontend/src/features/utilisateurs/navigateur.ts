const NAVIGATEURS = [
  ['Edge', /Edg(?:e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|CriOS)\//],
  ['Safari', /Safari\//],
] as const;

const SYSTEMES = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

const first = (liste: readonly (readonly [string, RegExp])[], texte: string): string | undefined =>
  liste.find(([, motif]) => motif.test(texte))?.[0];

/** A browser's long signature as a person names it: `Chrome · Android`. */
export function nameDevice(signature: string): string {
  const mots = [first(NAVIGATEURS, signature), first(SYSTEMES, signature)].filter(Boolean);
  return mots.length > 0 ? mots.join(' · ') : signature;
}
