import { decimalesOf, parseMontant } from '@/lib/format';
import { startOfDay } from '@/lib/jour';
import type { Categorie, Mode } from '@/lib/nomenclature';
import { DIVISION, parseSeuil, type Tarif, type Unite } from './grille';
import type { NouveauTarif } from './queries';

/** What is typed, as typed. */
export interface Brouillon {
  unite: Unite;
  prix: string;
  minimum: string;
  diviseur: string;
  pas_g: string;
  paliers: { cle: string; seuil: string; prix: string }[];
  /** As soon as possible, or a day. */
  quand: 'maintenant' | 'jour';
  jour: string;
}

/** A replaced price must end in the server's future: a little ahead of this device's clock. */
const MARGE_MS = 180_000;

const texte = (montant: number, devise: string): string =>
  String(montant / 10 ** decimalesOf(devise)).replace('.', ',');

export function draftOf(actuel: Tarif | null, devise: string, jour: string): Brouillon {
  const unite = actuel?.unite ?? 'kg';
  return {
    unite,
    prix: actuel ? texte(actuel.prix.montant, devise) : '',
    minimum: actuel?.minimum.montant ? texte(actuel.minimum.montant, devise) : '',
    diviseur: actuel?.diviseur ? String(actuel.diviseur) : '',
    pas_g: String(actuel?.pas_g ?? 10),
    paliers: (actuel?.paliers ?? []).map(({ seuil, prix }) => ({
      cle: String(seuil),
      seuil: String(seuil / DIVISION[unite]).replace('.', ','),
      prix: texte(prix, devise),
    })),
    quand: 'jour',
    jour,
  };
}

/** When it begins: now for a first price, soon for one that replaces another, or a midnight. */
function debutOf(
  brouillon: Brouillon,
  fuseau: string,
  remplace: boolean,
  now: number,
): string | null | undefined {
  if (brouillon.quand === 'jour') return startOfDay(brouillon.jour, fuseau) ?? undefined;
  return remplace ? new Date(now + MARGE_MS).toISOString() : null;
}

function paliersOf({ paliers, unite }: Brouillon, devise: string) {
  const lus = paliers.map(({ seuil, prix }) => ({
    seuil: parseSeuil(seuil, unite),
    prix: parseMontant(prix, devise),
  }));
  const justes = lus.flatMap(({ seuil, prix }) => (seuil && prix ? [{ seuil, prix }] : []));
  return justes.length === lus.length ? justes : null;
}

const entier = (saisie: string): number | null =>
  /^\d{1,6}$/.test(saisie.trim()) ? Number(saisie) : null;

/** The price as the API takes it; null while something is missing or unreadable. */
export function buildTarif(
  brouillon: Brouillon,
  route: { id: string; pays: string; mode: Mode; categorie: Categorie; devise: string },
  fuseau: string,
  remplace: boolean,
  now: number,
): NouveauTarif | null {
  const { devise } = route;
  const montant = parseMontant(brouillon.prix, devise);
  const minimum = brouillon.minimum.trim() === '' ? 0 : parseMontant(brouillon.minimum, devise);
  const paliers = paliersOf(brouillon, devise);
  const debut_le = debutOf(brouillon, fuseau, remplace, now);
  const pas_g = entier(brouillon.pas_g);
  if (!montant || minimum === null || !paliers || !pas_g || debut_le === undefined) return null;
  return {
    id: route.id,
    pays_destination: route.pays,
    mode: route.mode,
    categorie: route.categorie,
    unite: brouillon.unite,
    prix: { montant, devise },
    minimum,
    diviseur: brouillon.unite === 'kg' ? entier(brouillon.diviseur) : null,
    pas_g,
    paliers,
    debut_le,
  };
}
