/** What one carton gets of a payment; amounts in minor units. */
export interface Part {
  colis_id: string;
  du: number;
  montant: number;
  rabais: number;
  jeton: number;
  reste: number;
}

interface Somme {
  somme: number;
  rabais: number;
  jeton: number;
}

export type EtatPart = 'paye' | 'partiel' | 'en_attente';

/** Fills in the order given and says what no carton could take; each share goes to `put`. */
function pour(parts: Part[], montant: number, nature: 'montant' | 'rabais' | 'jeton'): number {
  let reste = montant;
  for (const part of parts) {
    const prise = Math.min(reste, part.reste);
    part[nature] += prise;
    part.reste -= prise;
    reste -= prise;
  }
  return reste;
}

/** Money first, oldest carton first, then the discount, then the small change: the server's order. */
export function allocate(
  colis: readonly { id: string; du: number }[],
  { somme, rabais, jeton }: Somme,
): { parts: Part[]; exces: number } {
  const parts = colis.map(
    ({ id, du }): Part => ({ colis_id: id, du, montant: 0, rabais: 0, jeton: 0, reste: du }),
  );
  const exces =
    pour(parts, somme, 'montant') + pour(parts, rabais, 'rabais') + pour(parts, jeton, 'jeton');
  return { parts, exces };
}

export function etatOf({ du, reste }: Part): EtatPart {
  if (reste === 0) return 'paye';
  return reste < du ? 'partiel' : 'en_attente';
}

/** Lines of the payment: the cartons it touches, in the order it fills them. */
export const linesOf = (parts: readonly Part[]): { colis_id: string; montant: number }[] =>
  parts
    .filter((part) => part.reste < part.du)
    .map(({ colis_id, montant }) => ({ colis_id, montant }));
