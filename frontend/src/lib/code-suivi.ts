/**
 * The carton's public code: 12 random Crockford base32 symbols and a check (payload mod 37, drawn
 * again until it is below 32). Held to the server by the shared vectors.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const LONGUEUR_CODE = 13;

function checkOf(charge: string): number {
  let reste = 0;
  for (const symbole of charge) reste = (reste * 32 + ALPHABET.indexOf(symbole)) % 37;
  return reste;
}

export function newCodeSuivi(): string {
  for (;;) {
    const octets = crypto.getRandomValues(new Uint8Array(12));
    const charge = Array.from(octets, (octet) => ALPHABET[octet & 31]).join('');
    const controle = ALPHABET[checkOf(charge)];
    if (controle !== undefined) return charge + controle;
  }
}

/** Forgiving reading: case, spaces and dashes, i/l → 1, o → 0. Says nothing of the check. */
export function normalizeCode(saisie: string): string {
  return saisie
    .toUpperCase()
    .replace(/[\s\-‐-―_.]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
}

/** The canonical code, or null when its length, symbols or check are wrong. */
export function parseCodeSuivi(saisie: string): string | null {
  const code = normalizeCode(saisie);
  if (code.length !== LONGUEUR_CODE) return null;
  if ([...code].some((symbole) => !ALPHABET.includes(symbole))) return null;
  return ALPHABET[checkOf(code.slice(0, 12))] === code[12] ? code : null;
}

/** 4-4-5, as it is printed. */
export function formatCodeSuivi(code: string): string {
  if (code.length !== LONGUEUR_CODE) return code;
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}
