import { useTranslation } from 'react-i18next';
import { parsePoidsKg } from '@/lib/format';
import { CATEGORIES, MODES } from '@/lib/nomenclature';
import { useUtilisateur } from '@/lib/session';
import { parseTelephone } from '@/lib/telephone';

/** Priced by the piece by most tariffs. */
const PAR_PIECE: readonly string[] = ['telephone', 'electronique'];
const MOTIF_MIN = 3;

/** A carton nobody registered, as it is being written down. */
export interface Ajout {
  telephone: string;
  nom: string;
  poids: string;
  mode: string;
  categorie: string;
  pieces: string;
  contenu: string;
  motif: string;
}

export const asksPieces = ({ categorie }: Ajout): boolean => PAR_PIECE.includes(categorie);

/** What the two forms of this act let choose from, in the reader's language. */
export function useChoixArrivee() {
  const { t } = useTranslation('colis');
  const { pays } = useUtilisateur();
  return {
    pays: pays ?? '',
    categories: CATEGORIES.map((valeur) => ({ valeur, libelle: t(`categories.${valeur}`) })),
    modes: MODES.map((valeur) => ({ valeur, libelle: t(`modes.${valeur}`) })),
  };
}

const piecesOf = ({ pieces }: Ajout): number | null => {
  const nombre = /^\d{1,5}$/.test(pieces.trim()) ? Number(pieces) : 0;
  return nombre >= 1 && nombre <= 10_000 ? nombre : null;
};

/** Fields that hold the act back, in the order of the form. */
export function missingOf(a: Ajout, pays: string): (keyof Ajout)[] {
  const regles: [keyof Ajout, boolean][] = [
    ['telephone', parseTelephone(a.telephone, pays) === null],
    ['nom', a.nom.trim() === ''],
    ['poids', !((parsePoidsKg(a.poids) ?? 0) > 0)],
    ['pieces', asksPieces(a) && piecesOf(a) === null],
    ['contenu', a.contenu.trim() === ''],
    ['motif', a.motif.trim().length < MOTIF_MIN],
  ];
  return regles.filter(([, manque]) => manque).map(([champ]) => champ);
}

interface Faits {
  id: string;
  code_suivi: string;
  vol_id: string;
  pays: string;
  survenu_le: string;
}

/** The body of POST /colis/arrivees with the device's own id and code. */
export function payloadOf(a: Ajout, { pays, ...faits }: Faits): Record<string, unknown> {
  const pieces = asksPieces(a) ? piecesOf(a) : null;
  return {
    ...faits,
    client: {
      nom: a.nom.trim(),
      telephone: parseTelephone(a.telephone, pays) ?? a.telephone.trim(),
      pays,
    },
    poids_g: parsePoidsKg(a.poids) ?? 0,
    source_poids: 'manuel',
    mode: a.mode,
    categorie: a.categorie,
    contenu: a.contenu.trim(),
    motif: a.motif.trim(),
    ...(pieces === null ? {} : { nombre_pieces: pieces }),
  };
}
