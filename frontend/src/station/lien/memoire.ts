/** Which device plays which part, so that it is found again without asking: ids and rank. */
export interface Souvenir {
  identite: string;
  rang: number;
}

const cleOf = (role: string): string => `ts-materiel-${role}`;

const isSouvenir = (lu: unknown): lu is Souvenir =>
  typeof lu === 'object' && lu !== null && 'identite' in lu && 'rang' in lu;

export function recall(role: string): Souvenir | null {
  try {
    const lu: unknown = JSON.parse(localStorage.getItem(cleOf(role)) ?? 'null');
    return isSouvenir(lu) ? lu : null;
  } catch {
    return null;
  }
}

export function remember(role: string, souvenir: Souvenir): void {
  try {
    localStorage.setItem(cleOf(role), JSON.stringify(souvenir));
  } catch {
    // A full storage costs a question at the next start, nothing more.
  }
}

/** Hex `vendor:product`; `com` for a port of the mother board, which has neither. */
export function identityOf(vendeur?: number, produit?: number): string {
  if (vendeur === undefined || produit === undefined) return 'com';
  const hex = (n: number): string => n.toString(16).padStart(4, '0');
  return `${hex(vendeur)}:${hex(produit)}`;
}
