/**
 * RFC 8785 canonical JSON: keys by UTF-16 order, ECMAScript numbers and strings, no spaces. What a
 * device signs must be byte for byte what the server verifies.
 */
export function canonicalJson(valeur: unknown): string {
  if (Array.isArray(valeur)) return `[${valeur.map(canonicalJson).join(',')}]`;
  if (typeof valeur !== 'object' || valeur === null) return JSON.stringify(valeur ?? null);
  const membres = Object.entries(valeur)
    .filter(([, membre]) => membre !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cle, membre]) => `${JSON.stringify(cle)}:${canonicalJson(membre)}`);
  return `{${membres.join(',')}}`;
}

export const canonicalBytes = (valeur: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(canonicalJson(valeur));

/** A lone surrogate cannot be written in UTF-8: the server would refuse the whole batch. */
const wellFormed = (texte: string): string =>
  texte.replace(
    /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
    '\uFFFD',
  );

/** The value as it will be read back from the wire: no undefined, well-formed text only. */
export function plainJson<T>(valeur: T): T {
  return JSON.parse(
    JSON.stringify(valeur, (_cle, membre: unknown) =>
      typeof membre === 'string' ? wellFormed(membre) : membre,
    ),
  ) as T;
}
