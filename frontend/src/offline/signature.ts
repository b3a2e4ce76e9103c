import { canonicalBytes } from './jcs';

const ALGORITHME = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** The public half as the server keeps it. */
export interface ClePublique {
  kty: 'EC';
  crv: 'P-256';
  x: string;
  y: string;
}

export interface Cles {
  privee: CryptoKey;
  publique: ClePublique;
}

/** The private key can sign and can never leave this browser. */
export async function newKeys(): Promise<Cles> {
  const paire = await crypto.subtle.generateKey(ALGORITHME, false, ['sign', 'verify']);
  const { x, y } = await crypto.subtle.exportKey('jwk', paire.publicKey);
  if (!x || !y) throw new Error('a P-256 public key without its point');
  return { privee: paire.privateKey, publique: { kty: 'EC', crv: 'P-256', x, y } };
}

export function base64Url(octets: ArrayBuffer): string {
  const texte = String.fromCharCode(...new Uint8Array(octets));
  return btoa(texte).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

const hex = (octets: ArrayBuffer): string =>
  Array.from(new Uint8Array(octets), (octet) => octet.toString(16).padStart(2, '0')).join('');

export async function sha256Hex(octets: BufferSource): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', octets));
}

/** base64url of the 64-byte r||s over SHA-256 of the bytes. */
export async function signBytes(cle: CryptoKey, octets: BufferSource): Promise<string> {
  const signe = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, cle, octets);
  return base64Url(signe);
}

/** The envelope with its signature, and the hash the journal's next envelope must name. */
export async function signEnvelope<T extends object>(
  cle: CryptoKey,
  enveloppe: T,
): Promise<{ signee: T & { signature: string }; hash: string }> {
  const signature = await signBytes(cle, canonicalBytes(enveloppe));
  const signee = { ...enveloppe, signature };
  return { signee, hash: await sha256Hex(canonicalBytes(signee)) };
}
