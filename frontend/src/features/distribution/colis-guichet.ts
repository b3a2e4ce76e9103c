import type { Argent } from '@/lib/format';
import type { OpAttente } from '@/offline/etat';
import type { ColisStock } from '@/offline/stock-local';
import { allocate } from './allocation';

/** A carton at the counter, whether the server or the kept depot told of it. */
export interface ColisGuichet {
  id: string;
  code_suivi: string;
  statut: string;
  client: { id: string; nom: string; telephone: string };
  contenu: string;
  poids_g: number;
  rang: number;
  total: number;
  du: Argent;
  paye_en_chine: boolean;
  blocage: string | null;
  endommage: boolean;
  emplacement: { id: string; code: string } | null;
  arrive_le: string | null;
  enregistre_le: string;
  /** An act of this device on it has not been sent yet. */
  attente?: boolean;
}

export function ofStock(colis: ColisStock): ColisGuichet {
  const { colis_id, client_id, destinataire_nom, destinataire_telephone, ...reste } = colis;
  return {
    ...reste,
    id: colis_id,
    client: { id: client_id, nom: destinataire_nom, telephone: destinataire_telephone },
    paye_en_chine: false,
    enregistre_le: colis.arrive_le ?? '',
  };
}

const ICI = new Set(['arrive', 'disponible']);

export const isHere = ({ statut }: ColisGuichet): boolean => ICI.has(statut);

/** May leave with the client, its balance apart. */
export const isReleasable = (colis: ColisGuichet): boolean =>
  isHere(colis) && colis.blocage === null;

/** May be paid at this counter: arrived, and something is owed. */
export const isPayable = (colis: ColisGuichet): boolean =>
  (isHere(colis) || colis.statut === 'remis') && colis.du.montant > 0;

export const isSelectable = (colis: ColisGuichet): boolean =>
  isReleasable(colis) || isPayable(colis);

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** The order money fills them in: due for the longest first. */
export function oldestFirst(colis: readonly ColisGuichet[]): ColisGuichet[] {
  return [...colis].sort(
    (a, b) =>
      compare(a.arrive_le ?? '', b.arrive_le ?? '') ||
      compare(a.enregistre_le, b.enregistre_le) ||
      compare(a.id, b.id),
  );
}

export const sumDue = (colis: readonly ColisGuichet[]): number =>
  colis.reduce((somme, { du }) => somme + du.montant, 0);

interface PaiementCapture {
  lignes?: { colis_id: string; montant: number }[];
  rabais?: { montant: number };
  jeton_cede?: number;
}

function settle(colis: ColisGuichet[], paiement: PaiementCapture): ColisGuichet[] {
  const lignes = new Map((paiement.lignes ?? []).map((l) => [l.colis_id, l.montant]));
  const payes = colis.map((un) => {
    const montant = lignes.get(un.id) ?? 0;
    return { ...un, du: { ...un.du, montant: Math.max(un.du.montant - montant, 0) } };
  });
  const touches = payes.filter(({ id }) => lignes.has(id));
  const { parts } = allocate(
    touches.map(({ id, du }) => ({ id, du: du.montant })),
    { somme: 0, rabais: paiement.rabais?.montant ?? 0, jeton: paiement.jeton_cede ?? 0 },
  );
  const restes = new Map(parts.map(({ colis_id, reste }) => [colis_id, reste]));
  return payes.map((un) =>
    restes.has(un.id)
      ? { ...un, attente: true, du: { ...un.du, montant: restes.get(un.id) ?? 0 } }
      : un,
  );
}

/** What this device captured and could not send yet already shows at the counter. */
export function applyPending(
  colis: readonly ColisGuichet[],
  attente: readonly OpAttente[],
): ColisGuichet[] {
  return attente.reduce<ColisGuichet[]>(
    (avant, { type, op }) => {
      const payload = op.enveloppe.payload;
      if (type === 'encaissement.enregistrer') return settle(avant, payload as PaiementCapture);
      if (type !== 'remise.effectuer') return avant;
      const partis = new Set((payload as { colis_ids?: string[] }).colis_ids ?? []);
      return avant.map((un) =>
        partis.has(un.id) ? { ...un, statut: 'remis', attente: true } : un,
      );
    },
    [...colis],
  );
}

export interface ClientTrouve {
  id: string;
  nom: string;
  telephone: string;
  /** Cartons in the depot now. */
  ici: number;
}

/** The people behind the cartons found; those with something to collect first. */
export function groupClients(colis: readonly ColisGuichet[]): ClientTrouve[] {
  const clients = new Map<string, ClientTrouve & { vus: Set<string> }>();
  for (const un of colis) {
    const connu = clients.get(un.client.id) ?? { ...un.client, ici: 0, vus: new Set() };
    if (isHere(un) && !connu.vus.has(un.id)) connu.ici += 1;
    connu.vus.add(un.id);
    clients.set(un.client.id, connu);
  }
  return [...clients.values()]
    .map(({ vus: _, ...client }) => client)
    .sort((a, b) => b.ici - a.ici || a.nom.localeCompare(b.nom));
}
