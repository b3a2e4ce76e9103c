import type { Argent } from '@/lib/format';
import type { MonColis } from './queries';

export type Groupe = 'aRetirer' | 'enRoute' | 'aSuivre' | 'finis';

const GROUPES: Readonly<Record<string, Groupe>> = {
  recu: 'enRoute',
  groupe: 'enRoute',
  expedie: 'enRoute',
  arrive: 'aRetirer',
  disponible: 'aRetirer',
  manquant: 'aSuivre',
  perdu: 'aSuivre',
  retourne: 'finis',
  remis: 'finis',
  annule: 'finis',
};

/** What a client looks for first: what can be fetched, then what is coming. */
export const ORDRE: readonly Groupe[] = ['aRetirer', 'aSuivre', 'enRoute', 'finis'];

export function groupOf(items: readonly MonColis[]): Record<Groupe, MonColis[]> {
  const groupes: Record<Groupe, MonColis[]> = { aRetirer: [], enRoute: [], aSuivre: [], finis: [] };
  for (const un of items) groupes[GROUPES[un.statut] ?? 'enRoute'].push(un);
  return groupes;
}

/** What is due, one sum per currency: they never add up. */
export function sumDue(items: readonly MonColis[]): Argent[] {
  const sommes = new Map<string, number>();
  for (const { du } of items) {
    if (du.montant > 0) sommes.set(du.devise, (sommes.get(du.devise) ?? 0) + du.montant);
  }
  return [...sommes].map(([devise, montant]) => ({ devise, montant }));
}
