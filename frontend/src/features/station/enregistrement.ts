import { t } from '@/i18n';
import { formatCodeSuivi } from '@/lib/code-suivi';
import type { Argent } from '@/lib/format';
import { giveWay, serveFirst } from '@/offline/calme';
import type { Resultat } from '@/offline/db';
import { capture } from '@/offline/outbox';
import { settled } from '@/offline/suite';
import type { Etiquette } from '@/station/imprimante/etiquette';
import { toast } from '@/ui/toast';
import { announce } from './annonce';
import type { Brouillon } from './brouillon';
import { type CorpsDevis, payloadOf } from './corps';

/** Everything the bench knows at the moment of Enter. */
export interface Confirmation {
  brouillon: Brouillon;
  corps: CorpsDevis;
  valeur: Argent | null;
  /** The server's own figure for this body; null when only an estimate was shown. */
  prix: Argent | null;
  ville: string;
  agence: string;
  /** Null: the person's own, the server knows it. */
  agence_id: string | null;
  fuseau: string;
  /** The dangerous goods mark, as the bench's own screen sees it. */
  danger: string;
}

/** The day is all the label says of the moment: the same hour draws the same label. */
function hourOf(moment: Date): string {
  const heure = new Date(moment);
  heure.setUTCMinutes(0, 0, 0);
  return heure.toISOString();
}

/** The label's content. An estimate is never printed: the server's figure rules. */
export function labelOf(confirmation: Confirmation, maintenant: Date): Etiquette {
  const { brouillon, corps, prix, ville, agence, fuseau, danger } = confirmation;
  return {
    code_suivi: brouillon.code_suivi,
    url: `${window.location.origin}/suivi/${brouillon.code_suivi}`,
    pays: corps.pays_destination,
    ville,
    client_nom: corps.client.nom,
    client_telephone_fin: corps.client.telephone.slice(-4),
    rang: brouillon.rang,
    total: brouillon.total,
    poids_g: corps.poids_g,
    mode: corps.mode,
    categorie: corps.categorie,
    agence,
    enregistre_le: hourOf(maintenant),
    fuseau,
    montant: prix,
    danger: danger === '' ? null : danger,
    nombre_pieces: (corps.nombre_pieces ?? 1) > 1 ? (corps.nombre_pieces ?? null) : null,
  };
}

/** The label has the machine to itself this long before the carton leaves for the server. */
const ETIQUETTE_D_ABORD_MS = 3_000;

/**
 * Writes the carton and its photos down; resolves when they are safe on this device. `remplace`
 * is the refused intake it corrects; `print` is called once the carton is on the disk, and the
 * screens read the log again when it has settled.
 */
export async function register(
  confirmation: Confirmation,
  maintenant: Date,
  { remplace, print }: { remplace?: string; print: () => Promise<unknown> },
): Promise<string> {
  const { brouillon, corps, valeur, agence_id } = confirmation;
  giveWay(ETIQUETTE_D_ABORD_MS);
  let sortie: Promise<unknown> = Promise.resolve();
  const { op_id } = await capture(
    {
      type: 'colis.enregistrer',
      entity_id: brouillon.id,
      payload: {
        ...payloadOf(brouillon, corps, valeur, maintenant),
        ...(agence_id === null ? {} : { agence_id }),
      },
      photos: brouillon.photos,
      remplace,
      resume: `${formatCodeSuivi(brouillon.code_suivi)} · ${corps.client.nom}`,
    },
    maintenant,
    () => {
      sortie = print();
      serveFirst(sortie);
    },
  );
  await sortie;
  return op_id;
}

const DELAI_MS = 60_000;

/** Says aloud and on screen what the server refused or held after the carton left the bench. */
export async function watchAnswer(op_id: string, code: string): Promise<Resultat | null> {
  const resultat = await settled(op_id, DELAI_MS);
  if (resultat?.status === 'rejected') {
    const texte = t('station:refuse', { code: formatCodeSuivi(code) });
    announce('refus', texte);
    toast('danger', texte, { detail: resultat.problem?.detail });
  }
  if (resultat?.status === 'applied_with_conflict') {
    const texte = t('station:remarque', { code: formatCodeSuivi(code) });
    announce('attention', texte);
    toast('alerte', texte, { detail: resultat.problem?.detail });
  }
  return resultat;
}
