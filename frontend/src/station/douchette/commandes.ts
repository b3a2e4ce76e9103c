/** What a printed command sheet orders. `valeur` is what follows the act, upper-case. */
export type Commande =
  | { acte: ActeSimple }
  | { acte: ActeValeur; valeur: string }
  | { acte: 'INCONNUE'; valeur: string };

export const ACTES_SIMPLES = [
  'CONFIRMER',
  'ANNULER',
  'RETABLIR',
  'SUIVANT',
  'REIMPRIMER',
  'PESER',
  'PHOTO',
  'REPRENDRE',
  'CONTENU',
  'LIRE',
  'MEME-CLIENT',
  'RECOMMENCER',
  'VOL',
  'NEGOCIER',
  'AIDE',
] as const;
export const ACTES_VALEUR = ['CATEGORIE', 'MODE', 'PIECES', 'CARTONS', 'GABARIT', 'PAYS'] as const;

export type ActeSimple = (typeof ACTES_SIMPLES)[number];
export type ActeValeur = (typeof ACTES_VALEUR)[number];

export const PREFIXE_COMMANDE = 'TS-CMD-';

/** What sheets printed before the present words said. */
const ANCIENS: Readonly<Record<string, ActeSimple>> = { VALIDER: 'CONFIRMER', MEME: 'MEME-CLIENT' };

/** The text of one command barcode: letters, digits and dashes, the same on every keyboard. */
export function commandCode(acte: ActeSimple): string;
export function commandCode(acte: ActeValeur, valeur: string): string;
export function commandCode(acte: ActeSimple | ActeValeur, valeur?: string): string {
  const suite = valeur === undefined ? '' : `-${valeur.toUpperCase()}`;
  return `${PREFIXE_COMMANDE}${acte}${suite}`;
}

const isSimple = (mot: string): mot is ActeSimple => ACTES_SIMPLES.some((acte) => acte === mot);

/** The command a name stands for (`CATEGORIE-ELECTRONIQUE`); an unknown one is said so. */
export function parseCommande(nom: string): Commande {
  const mot = nom.toUpperCase();
  const simple = ANCIENS[mot] ?? mot;
  if (isSimple(simple)) return { acte: simple };
  const acte = ACTES_VALEUR.find((un) => mot.startsWith(`${un}-`) && mot.length > un.length + 1);
  return acte ? { acte, valeur: mot.slice(acte.length + 1) } : { acte: 'INCONNUE', valeur: mot };
}
