import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface Taxable {
  poids_g: number;
  dimensions_mm: [number, number, number];
  diviseur: number;
  pas_g: number;
  volumetrique_g: number;
  taxable_g: number;
}

interface Paliers {
  poids_taxable_g: number;
  paliers: [number, number][];
  minimum?: number;
  du: number;
}

interface Identifiants {
  awb: { valid: string[]; invalid: string[] };
  s10: { valid: string[]; invalid: string[] };
  telephone: {
    valid: [string, string][];
    invalid: string[];
    normalise: [string, string, string][];
  };
  code_suivi: { valid: string[]; one_symbol_wrong: string[]; reads_as: [string, string][] };
}

interface Trame {
  proto: string;
  hex: string;
}

interface Balances {
  valid: (Trame & { grams: number | null; status: string })[];
  malformed: Trame[];
}

/** The vectors the server is held to, beside the repository. */
function load<T>(nom: string): T {
  const chemin = resolve(import.meta.dirname, '../../../shared/vectors', nom);
  return JSON.parse(readFileSync(chemin, 'utf-8')) as T;
}

export const identifiants = load<Identifiants>('identifiants.json');
export const taxation = load<{ taxable: Taxable[]; paliers: Paliers[] }>('taxation.json');
export const balances = load<Balances>('balances.json');
