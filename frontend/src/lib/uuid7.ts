/** RFC 9562 UUIDv7: milliseconds first, so that ids made in order sort in order. */
let dernier = { ms: 0, compteur: 0 };

export function uuid7(now: number = Date.now()): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  const ms = Math.max(now, dernier.ms);
  // rand_a counts within the millisecond: two captures of one tick keep their order.
  const compteur = ms === dernier.ms ? dernier.compteur + 1 : (octets[6] ?? 0) & 0x7f;
  dernier = compteur > 0xfff ? { ms: ms + 1, compteur: 0 } : { ms, compteur };
  const temps = dernier.ms.toString(16).padStart(12, '0');
  const suite = dernier.compteur.toString(16).padStart(3, '0');
  const reste = Array.from(octets.subarray(8), (octet) => octet.toString(16).padStart(2, '0'));
  const variante = ((octets[8] ?? 0) & 0x3f) | 0x80;
  reste[0] = variante.toString(16).padStart(2, '0');
  const fin = reste.join('');
  return `${temps.slice(0, 8)}-${temps.slice(8)}-7${suite}-${fin.slice(0, 4)}-${fin.slice(4)}`;
}
