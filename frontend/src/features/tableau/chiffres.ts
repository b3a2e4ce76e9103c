/** What the dashboard knows, and how the live snapshot replaces the last answer. No framework. */

export interface Operations {
  colis: { par_statut: Record<string, number>; bloques: number; poids_actif_g: number };
  faits: Record<string, number>;
  vols: Record<string, number>;
  notifications: { en_attente?: number; en_souffrance?: number };
}

export interface ArgentDuJour {
  facture: number;
  encaisse: number;
  par_moyen: Record<string, number>;
  rabais: number;
  jetons_cedes: number;
  paye_en_chine: number;
  reste_a_payer: number;
  report_veille: number;
  solde_caisse: number;
  sessions_ouvertes: number;
  sessions_a_valider: number;
}

export interface Tableau extends Operations {
  pays: string;
  devise: string;
  jour: string;
  maj_le: string;
  moi: Record<string, number>;
  argent?: ArgentDuJour | null;
}

/** The socket's snapshot of a country: today's operations, never its money. */
export interface Instantane {
  stats?: Operations & { maj_le: string };
}

/** The server writes moments with or without a `T`. */
const momentOf = (maj_le: string): number => Date.parse(maj_le.replace(' ', 'T'));

/**
 * The board with the socket's newer counts. The pipeline is always the present one; the day's acts
 * are replaced only when the board is of `aujourdhui`.
 */
export function mergeStats(
  tableau: Tableau,
  instantane: Instantane | undefined,
  aujourdhui: string,
): Tableau {
  const stats = instantane?.stats;
  if (!stats || !(momentOf(stats.maj_le) > momentOf(tableau.maj_le))) return tableau;
  return {
    ...tableau,
    colis: stats.colis,
    vols: stats.vols,
    notifications: stats.notifications,
    faits: tableau.jour === aujourdhui ? stats.faits : tableau.faits,
    maj_le: stats.maj_le,
  };
}

export const ETATS_ORIGINE = [
  'recu',
  'groupe',
  'expedie',
  'arrive',
  'disponible',
  'manquant',
] as const;
/** What a destination sees: nothing before the flight is closed. */
export const ETATS_DESTINATION = ['groupe', 'expedie', 'arrive', 'disponible', 'manquant'] as const;

export const etatsOf = (pays: string): readonly (typeof ETATS_ORIGINE)[number][] =>
  pays === 'CN' ? ETATS_ORIGINE : ETATS_DESTINATION;

const FAITS_ORIGINE = ['enregistrement', 'chargement', 'depart'] as const;
const FAITS_DESTINATION = ['pointage', 'surplus', 'remise', 'manque'] as const;
export type Fait = (typeof FAITS_ORIGINE)[number] | (typeof FAITS_DESTINATION)[number];

/** The acts a country does; the other side's are not its day. */
export const faitsOf = (pays: string): readonly Fait[] =>
  pays === 'CN' ? FAITS_ORIGINE : FAITS_DESTINATION;

/** Where the list behind a count is; head office names the country, others only see theirs. */
export function lienColis(
  filtres: Record<string, string>,
  pays: string,
  direction: boolean,
): string {
  const params = new URLSearchParams(filtres);
  if (direction && pays !== 'CN') params.set('pays_destination', pays);
  return `/colis?${params}`;
}

export const LIENS_FAITS: Readonly<Record<Fait, string>> = {
  enregistrement: '/colis?tri=-enregistre_le',
  chargement: '/colis?statut=groupe',
  depart: '/vols?statut=parti',
  pointage: '/pointage',
  surplus: '/pointage',
  remise: '/remises',
  manque: '/colis?statut=manquant',
};

/** Methods that moved money that day, the largest first; a zero line says nothing. */
export function moyensOf(par_moyen: Record<string, number>): { moyen: string; montant: number }[] {
  return Object.entries(par_moyen)
    .filter(([, montant]) => montant !== 0)
    .map(([moyen, montant]) => ({ moyen, montant }))
    .sort((a, b) => b.montant - a.montant);
}
