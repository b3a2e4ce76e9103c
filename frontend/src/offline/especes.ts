import type { Enveloppe, TypeOperation } from './types';

/** What a till is not counted without. */
export const ARGENT: readonly TypeOperation[] = [
  'caisse.ouvrir',
  'encaissement.enregistrer',
  'remise.effectuer',
];

/** A hand-over is one when its payment came along: the server holds the count until it is settled. */
export const isMoney = ({ type, payload }: Pick<Enveloppe, 'type' | 'payload'>): boolean =>
  ARGENT.includes(type) && (type !== 'remise.effectuer' || Boolean(payload.encaissement));

export interface Especes {
  montant: number;
  devise: string;
}

interface Paiement {
  moyen?: unknown;
  somme?: unknown;
  devise?: unknown;
  lignes?: { montant?: unknown }[];
}

const nombre = (valeur: unknown): number => (typeof valeur === 'number' ? valeur : 0);

/** Coins taken by one payment body, whichever of its two shapes it has. */
function cashIn(paiement: Paiement | null | undefined): number {
  if (paiement?.moyen !== 'especes') return 0;
  const lignes = paiement.lignes ?? [];
  return nombre(paiement.somme) + lignes.reduce((total, { montant }) => total + nombre(montant), 0);
}

/**
 * The cash one act brings into the person's hands, null when none. The payload has no currency:
 * a till counts in its country's, which the caller knows.
 */
export function cashOf(
  { type, payload }: Pick<Enveloppe, 'type' | 'payload'>,
  devise = 'XOF',
): Especes | null {
  const paiement =
    type === 'encaissement.enregistrer'
      ? (payload as Paiement)
      : type === 'remise.effectuer'
        ? (payload.encaissement as Paiement | undefined)
        : null;
  const montant = cashIn(paiement);
  return montant > 0 ? { montant, devise } : null;
}
