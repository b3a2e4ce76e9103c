import { parseMontant } from '@/lib/format';
import { allocate, linesOf, type Part } from './allocation';
import { type ColisGuichet, oldestFirst, sumDue } from './colis-guichet';

export const MOYENS = ['especes', 'orange_money', 'wave', 'moov', 'sarali', 'carte'] as const;
export type Moyen = (typeof MOYENS)[number] | 'avoir';
export const JETONS = [25, 50, 100, 250] as const;
const MOBILE_MONEY: ReadonlySet<string> = new Set(['orange_money', 'wave', 'moov', 'sarali']);

/** What the cashier has typed; `somme` is null while the amount follows what is due. */
export interface Brouillon {
  moyen: Moyen;
  somme: string | null;
  rabais: string;
  motif: string;
  jeton: number | null;
  reference: string;
}

export const BROUILLON: Brouillon = {
  moyen: 'especes',
  somme: null,
  rabais: '',
  motif: '',
  jeton: null,
  reference: '',
};

export type Manque = 'montant' | 'exces' | 'rien' | 'motif' | 'reference' | 'avoir' | 'rabais';

export interface Calcul {
  devise: string;
  du: number;
  /** Null when unreadable. */
  montant: number | null;
  rabais: number;
  jeton: number;
  parts: Part[];
  exces: number;
  manques: Manque[];
}

export const needsReference = (moyen: Moyen): boolean => MOBILE_MONEY.has(moyen);

interface Valeurs {
  moyen: Moyen;
  montant: number | null;
  rabais: number | null;
  exces: number;
  credit: number;
}

function missingOf(brouillon: Brouillon, { montant, rabais, exces, credit }: Valeurs): Manque[] {
  const rien = montant === 0 && !rabais && !brouillon.jeton;
  const regles: [Manque, boolean][] = [
    ['montant', montant === null],
    ['rabais', rabais === null],
    ['rien', rien],
    ['exces', exces > 0],
    ['motif', (rabais ?? 0) > 0 && brouillon.motif.trim().length < 3],
    ['reference', needsReference(brouillon.moyen) && brouillon.reference.trim() === ''],
    ['avoir', brouillon.moyen === 'avoir' && (montant ?? 0) > credit],
  ];
  return regles.filter(([, manque]) => manque).map(([nom]) => nom);
}

/** Amount, allocation and what is missing, from what is typed and the cartons ticked. */
export function compute(
  brouillon: Brouillon,
  payables: readonly ColisGuichet[],
  credit = 0,
): Calcul {
  const devise = payables[0]?.du.devise ?? 'XOF';
  const du = sumDue(payables);
  const rabaisLu = brouillon.rabais.trim() === '' ? 0 : parseMontant(brouillon.rabais, devise);
  const rabais = rabaisLu ?? 0;
  const jeton = brouillon.jeton ?? 0;
  const plafond = Math.max(du - rabais - jeton, 0);
  const defaut = brouillon.moyen === 'avoir' ? Math.min(plafond, credit) : plafond;
  const montant = brouillon.somme === null ? defaut : parseMontant(brouillon.somme, devise);
  const { parts, exces } = allocate(
    oldestFirst(payables).map((colis) => ({ id: colis.id, du: colis.du.montant })),
    { somme: montant ?? 0, rabais, jeton },
  );
  const valeurs = { moyen: brouillon.moyen, montant, rabais: rabaisLu, exces, credit };
  const manques = missingOf(brouillon, valeurs);
  return { devise, du, montant, rabais, jeton, parts, exces, manques };
}

/** The body of POST /encaissements, the same online and from the device's log. */
export function payloadOf(
  brouillon: Brouillon,
  calcul: Calcul,
  { id, client_id, survenu_le }: { id: string; client_id: string; survenu_le: string },
): Record<string, unknown> {
  const reference = brouillon.reference.trim();
  return {
    id,
    client_id,
    lignes: linesOf(calcul.parts),
    moyen: brouillon.moyen,
    survenu_le,
    ...(reference && brouillon.moyen !== 'especes' ? { reference_operateur: reference } : {}),
    ...(calcul.rabais > 0
      ? { rabais: { montant: calcul.rabais, motif: brouillon.motif.trim() } }
      : {}),
    ...(calcul.jeton > 0 ? { jeton_cede: calcul.jeton } : {}),
  };
}
