import type { Argent } from '@/lib/format';
import { http } from '@/lib/http';
import { currentUser } from '@/lib/session';
import { type Base, database, type OpGardee, type Resultat } from '@/offline/db';
import type { Etiquette } from '@/station/imprimante/etiquette';
import type { CorpsDevis } from './corps';
import { estimate } from './estimation';
import type { Tarif } from './queries';

/** A label printed here, and the carton it belongs to. */
export interface Imprimee {
  etiquette: Etiquette;
  code_suivi: string;
  id: string;
}

/** A hand that asks for a label does not wait longer for the server's word. */
const PATIENCE_MS = 2_500;
/** More than a bench does in three days; what is older has long been on the server. */
const LUS_MAX = 3_000;

/** The server's row of a carton; the feed keeps the same on the device, less the last two. */
interface LigneColis {
  client: { nom: string; telephone: string };
  pays_destination: string;
  poids_g: number;
  rang: number;
  total: number;
  mode: string;
  categorie: string;
  nombre_pieces: number;
  prix: Argent;
  paye_en_chine: boolean;
  blocage: string | { nature: string } | null;
  marque_dg?: string;
}

type Verite = Partial<Etiquette>;

const pieces = (nombre = 1): number | null => (nombre > 1 ? nombre : null);

/** A doubt is a mark too; a row without marks says nothing of the one printed before. */
function dangerOf({ marque_dg, blocage }: LigneColis): Verite {
  if (marque_dg === undefined) return {};
  const doute = typeof blocage === 'object' && blocage?.nature === 'dg';
  return { danger: marque_dg || (doute ? 'DG ?' : null) };
}

const rowLabel = (ligne: LigneColis): Verite => ({
  client_nom: ligne.client.nom,
  client_telephone_fin: ligne.client.telephone.slice(-4),
  pays: ligne.pays_destination,
  poids_g: ligne.poids_g,
  rang: ligne.rang,
  total: ligne.total,
  mode: ligne.mode,
  categorie: ligne.categorie,
  nombre_pieces: pieces(ligne.nombre_pieces),
  montant: ligne.prix,
  estime: false,
  paye_en_chine: ligne.paye_en_chine,
  ...dangerOf(ligne),
});

/** What the server says now; null when it cannot be asked or has not heard of the carton. */
async function askServer(id: string): Promise<Verite | null> {
  const delai = AbortSignal.timeout(PATIENCE_MS);
  return http
    .get<LigneColis>(`/colis/${id}`, undefined, delai)
    .then(rowLabel)
    .catch(() => null);
}

/** What the server last said of it, as the feed keeps it. */
async function readFeed(base: Base, id: string): Promise<Verite | null> {
  const acteur = currentUser()?.id ?? '';
  const portees = await base.getAllKeys('flux_etat', IDBKeyRange.bound([acteur], [acteur, []]));
  for (const [, portee] of portees) {
    const ligne = await base.get('flux', [acteur, portee, 'colis', id]);
    if (ligne) return rowLabel(ligne.donnees as unknown as LigneColis);
  }
  return null;
}

interface Journal {
  intake: OpGardee | null;
  /** Paid here: the server has yet to hear of it, or took it. */
  paiement: 'attend' | 'pris' | null;
}

const isPaymentOf = ({ type, payload }: OpGardee['enveloppe'], id: string): boolean => {
  if (type !== 'encaissement.enregistrer') return false;
  const lignes = (payload.lignes ?? []) as { colis_id: string }[];
  return lignes.some(({ colis_id }) => colis_id === id);
};

type Paiement = Journal['paiement'];

const isIntakeOf = ({ type, entity_id }: OpGardee['enveloppe'], id: string): boolean =>
  type === 'colis.enregistrer' && entity_id === id;

/** What this payment makes of what was known: one still waiting outweighs the others. */
function afterPayment(avant: Paiement, recu: Resultat | undefined): Paiement {
  if (!recu || recu.status === 'deferred') return 'attend';
  return recu.status === 'rejected' ? avant : (avant ?? 'pris');
}

/** This device's own acts on the carton, newest first, back to its intake. */
async function readLog(base: Base, id: string): Promise<Journal> {
  let paiement: Paiement = null;
  const tx = base.transaction(['ops', 'resultats']);
  let curseur = await tx.objectStore('ops').openCursor(null, 'prev');
  for (let lus = 0; curseur && lus < LUS_MAX; lus += 1) {
    const { op_id, enveloppe } = curseur.value;
    if (isPaymentOf(enveloppe, id)) {
      paiement = afterPayment(paiement, await tx.objectStore('resultats').get(op_id));
    }
    if (isIntakeOf(enveloppe, id)) return { intake: curseur.value, paiement };
    curseur = await curseur.continue();
  }
  return { intake: null, paiement };
}

type Saisi = CorpsDevis & { rang: number; total: number };

/** The price the server answered, else the twin's, said to be one. */
function priceOf(
  saisi: Saisi,
  resultat: Resultat | undefined,
  tarifs: readonly Tarif[],
): Pick<Etiquette, 'montant' | 'estime'> {
  const prix = (resultat?.resultat as { prix?: Argent } | undefined)?.prix;
  if (prix) return { montant: prix, estime: false };
  const twin = estimate(tarifs, saisi, Date.now(), saisi.prix_negocie ?? null);
  return twin ? { montant: twin.prix, estime: true } : {};
}

/** What was typed here, and what became of it. */
async function intakeLabel(base: Base, op: OpGardee, tarifs: readonly Tarif[]): Promise<Verite> {
  const saisi = op.enveloppe.payload as unknown as Saisi;
  const resultat = await base.get('resultats', op.op_id);
  return {
    client_nom: saisi.client.nom,
    client_telephone_fin: saisi.client.telephone.slice(-4),
    pays: saisi.pays_destination,
    poids_g: saisi.poids_g,
    rang: saisi.rang,
    total: saisi.total,
    mode: saisi.mode,
    categorie: saisi.categorie,
    nombre_pieces: pieces(saisi.nombre_pieces),
    ...priceOf(saisi, resultat, tarifs),
  };
}

/**
 * What the label of this carton says today, under the same code: the server's word, else what this
 * device was last told or has itself typed. A price nobody has confirmed is marked as estimated.
 */
export async function currentLabel(
  { id, etiquette }: Pick<Imprimee, 'id' | 'etiquette'>,
  tarifs: readonly Tarif[],
): Promise<Etiquette> {
  const base = await database();
  const { intake, paiement } = await readLog(base, id);
  const dit = (await askServer(id)) ?? (await readFeed(base, id));
  const vrai = dit ?? (intake ? await intakeLabel(base, intake, tarifs) : {});
  // A payment taken may have been reversed since: then only the server knows.
  const paye = vrai.paye_en_chine ?? (etiquette.paye_en_chine || paiement === 'pris');
  return {
    ...etiquette,
    ...vrai,
    paye_en_chine: paye || paiement === 'attend',
    code_suivi: etiquette.code_suivi,
    url: etiquette.url,
  };
}
