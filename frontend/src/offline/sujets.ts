import { parseCodeSuivi } from '@/lib/code-suivi';
import type { TypeOperation } from './types';

/**
 * What an act cannot do without, or would make impossible if it arrived first: it waits for the one
 * of these that is still in the queue and speaks of the same carton. A single refusal on the way
 * may have set that one aside while this one travels.
 */
const PARENTS: Partial<Record<TypeOperation, readonly TypeOperation[]>> = {
  'colis.peser': ['colis.enregistrer', 'colis.peser'],
  'colis.annuler': ['colis.enregistrer', 'colis.peser', 'vol.decharger'],
  'etiquette.reimprimer': ['colis.enregistrer'],
  'vol.charger': ['colis.enregistrer'],
  'vol.decharger': ['colis.enregistrer', 'vol.charger'],
  'rangement.placer': ['pointage.scanner'],
  'remise.effectuer': ['pointage.scanner'],
};

export const parentsOf = (type: TypeOperation): readonly TypeOperation[] => PARENTS[type] ?? [];

const textsOf = (valeur: unknown): string[] =>
  [valeur].flat().filter((un): un is string => typeof un === 'string');

/** Cartons an act speaks of: ids, and codes, which are all that a scanner knows. */
export function subjectsOf(
  type: string,
  payload: Record<string, unknown>,
  autres: readonly string[] = [],
): string[] {
  const ids = [
    ...(type === 'colis.enregistrer' ? textsOf(payload.id) : []),
    ...textsOf(payload.colis_id),
    ...textsOf(payload.colis_ids),
  ];
  const codes = [...textsOf(payload.code_suivi), ...textsOf(payload.code), ...autres].map((texte) =>
    parseCodeSuivi(texte),
  );
  return [...new Set([...ids, ...codes.filter((code) => code !== null)])];
}
