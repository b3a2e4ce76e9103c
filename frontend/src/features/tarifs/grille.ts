import type { Argent } from '@/lib/format';
import type { Categorie, Mode } from '@/lib/nomenclature';

export const UNITES = ['kg', 'piece', 'm3'] as const;

export type Unite = (typeof UNITES)[number];

export interface Palier {
  seuil: number;
  prix: number;
}

export interface Tarif {
  id: string;
  pays_origine: string;
  pays_destination: string;
  mode: Mode;
  categorie: Categorie;
  unite: Unite;
  prix: Argent;
  minimum: Argent;
  diviseur: number | null;
  pas_g: number;
  paliers: Palier[];
  client_id: string | null;
  vol_id: string | null;
  debut_le: string;
  fin_le: string | null;
}

/** The prices of one cell: the one in force, what follows, what was. */
export interface Cellule {
  actuel: Tarif | null;
  aVenir: Tarif[];
  passes: Tarif[];
}

const quand = (le: string): number => Date.parse(le);

/** Standard prices of a mode and category, sorted by what they are at `now`. */
export function cellOf(
  tarifs: readonly Tarif[],
  mode: string,
  categorie: string,
  now: number,
): Cellule {
  const ici = tarifs
    .filter(
      (un) =>
        un.mode === mode &&
        un.categorie === categorie &&
        un.client_id === null &&
        un.vol_id === null,
    )
    .sort((a, b) => quand(a.debut_le) - quand(b.debut_le));
  const fini = ({ fin_le }: Tarif): boolean => fin_le !== null && quand(fin_le) <= now;
  const commence = ({ debut_le }: Tarif): boolean => quand(debut_le) <= now;
  return {
    actuel: ici.find((un) => commence(un) && !fini(un)) ?? null,
    aVenir: ici.filter((un) => !commence(un) && !fini(un)),
    passes: ici.filter(fini).reverse(),
  };
}

/** Breaks are stored in g, pieces or cm³ and read in kg, pieces or m³. */
export const DIVISION: Readonly<Record<Unite, number>> = { kg: 1000, piece: 1, m3: 1_000_000 };

/** `12,5` typed in the large unit, in whole small ones; null when unreadable or not above zero. */
export function parseSeuil(saisie: string, unite: Unite): number | null {
  const valeur = Number(saisie.replace(/\s/g, '').replace(',', '.'));
  const seuil = valeur * DIVISION[unite];
  return saisie.trim() !== '' && Number.isInteger(seuil) && seuil > 0 ? seuil : null;
}

/**
 * A rate between minor units (`cible = source × n / d`) as what one large unit of the source buys.
 */
export function valueOfOne(
  taux: { numerateur: number; denominateur: number },
  decimalesSource: number,
  decimalesCible: number,
): number {
  return (taux.numerateur / taux.denominateur) * 10 ** (decimalesSource - decimalesCible);
}

/** The other way: what was typed as "1 CNY = 84,5 FCFA", as a fraction between minor units. */
export function parseTaux(
  saisie: string,
  decimalesSource: number,
  decimalesCible: number,
): { numerateur: number; denominateur: number } | null {
  const parties = /^(\d{1,9})(?:[.,](\d{1,6}))?$/.exec(saisie.replace(/\s/g, ''));
  if (!parties?.[1]) return null;
  const fraction = parties[2] ?? '';
  const numerateur = Number(parties[1] + fraction) * 10 ** decimalesCible;
  const denominateur = 10 ** (fraction.length + decimalesSource);
  return numerateur > 0 ? { numerateur, denominateur } : null;
}
