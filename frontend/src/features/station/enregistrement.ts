import { t } from '@/i18n';
import { formatCodeSuivi } from '@/lib/code-suivi';
import type { Argent } from '@/lib/format';
import type { Resultat } from '@/offline/db';
import { capture } from '@/offline/outbox';
import { settled } from '@/offline/suite';
import { printLabel, type TailleEtiquette } from '@/station/imprimante';
import { drawLabel, type Etiquette } from '@/station/imprimante/etiquette';
import { answer } from '@/station/sons';
import { toast } from '@/ui/toast';
import { type Brouillon, type CorpsDevis, payloadOf } from './brouillon';

/** Everything the bench knows at the moment of Enter. */
export interface Confirmation {
  brouillon: Brouillon;
  corps: CorpsDevis;
  valeur: Argent | null;
  /** The server's own figure for this body; null when only an estimate was shown. */
  prix: Argent | null;
  ville: string;
  agence: string;
  fuseau: string;
}

/** The label's content. An estimate is never printed: the server's figure rules. */
export function labelOf(confirmation: Confirmation, maintenant: Date): Etiquette {
  const { brouillon, corps, prix, ville, agence, fuseau } = confirmation;
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
    enregistre_le: maintenant.toISOString(),
    fuseau,
    montant: prix,
    nombre_pieces: (corps.nombre_pieces ?? 1) > 1 ? (corps.nombre_pieces ?? null) : null,
  };
}

/** Writes the carton and its photos down; resolves when they are safe on this device. */
export async function register(confirmation: Confirmation, maintenant: Date): Promise<string> {
  const { brouillon, corps, valeur } = confirmation;
  const { op_id } = await capture({
    type: 'colis.enregistrer',
    entity_id: brouillon.id,
    payload: payloadOf(brouillon, corps, valeur, maintenant),
    photos: brouillon.photos,
    resume: `${formatCodeSuivi(brouillon.code_suivi)} · ${corps.client.nom}`,
  });
  return op_id;
}

/** Draws the label, prints it if the bench does so by itself, and notes the print. */
export async function printNew(
  etiquette: Etiquette,
  { taille, imprimer }: { taille: TailleEtiquette; imprimer: boolean },
  carton: { id: string; op_id: string; code_suivi: string },
): Promise<Blob> {
  const png = await drawLabel(etiquette, taille);
  if (imprimer) {
    await printLabel(png, taille);
    await notePrint(carton, taille);
  }
  return png;
}

/** Every print is an event of the carton, also those the server did not draw. */
export async function notePrint(
  { id, op_id, code_suivi }: { id: string; op_id: string; code_suivi: string },
  taille: TailleEtiquette,
): Promise<void> {
  await capture({
    type: 'etiquette.reimprimer',
    entity_id: id,
    payload: {
      colis_id: id,
      format: 'png',
      taille,
      survenu_le: new Date().toISOString(),
    },
    depends_on: [op_id],
    resume: formatCodeSuivi(code_suivi),
  });
}

const DELAI_MS = 60_000;

/** Says aloud and on screen what the server refused after the carton left the bench. */
export async function watchAnswer(op_id: string, code: string): Promise<Resultat | null> {
  const resultat = await settled(op_id, DELAI_MS);
  if (resultat?.status === 'rejected') {
    answer('refus');
    toast('danger', t('station:refuse', { code: formatCodeSuivi(code) }), {
      detail: resultat.problem?.detail,
    });
  }
  if (resultat?.status === 'applied_with_conflict') {
    answer('attention');
    toast('alerte', t('station:remarque', { code: formatCodeSuivi(code) }), {
      detail: resultat.problem?.detail,
    });
  }
  return resultat;
}
