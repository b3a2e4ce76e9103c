import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Argent } from '@/lib/format';
import { http } from '@/lib/http';
import { type Page, useListe } from '@/lib/liste';
import { fetchOrKept, isAway } from '@/offline/lecture';
import { fetchStockLocal } from '@/offline/stock-local';
import { type ColisGuichet, ofStock } from './colis-guichet';

export interface Encaissement {
  id: string;
  recu_numero: string;
  recu_provisoire: string;
  client: { id: string; nom: string | null };
  moyen: string;
  montant: Argent;
  rabais: Argent;
  jeton_cede: Argent;
  annulation: { motif: string } | null;
  enregistre_le: string;
}

interface Creance {
  colis_id: string;
  code_suivi: string;
  client_id: string;
  destinataire: string;
  telephone: string;
  statut: string;
  du: Argent;
  facture_le: string | null;
}

export interface Compte {
  client: { id: string; nom: string };
  du: Argent;
  avoir: Argent;
  a_payer: Creance[];
  historique: Encaissement[];
}

export interface Remise {
  id: string;
  client_id: string;
  client_nom: string;
  preuve: string;
  retirant: { nom: string } | null;
  garantie: { garant: string; solde: Argent } | null;
  conflit: string;
  colis: { colis_id: string; code_suivi: string; annulee_le: string | null }[];
  acteur_nom: string | null;
  survenu_le: string;
}

/** States a client asks about; what was handed over and paid is history. */
const VIVANTS = 'recu,groupe,expedie,arrive,disponible,manquant';

async function fetchColis(clientId: string, signal: AbortSignal): Promise<ColisGuichet[]> {
  try {
    const page = await http.get<Page<ColisGuichet>>(
      '/colis',
      { client: clientId, statut: VIVANTS, limite: 200 },
      signal,
    );
    return page.items;
  } catch (erreur) {
    if (!isAway(erreur)) throw erreur;
    const depot = await fetchStockLocal(signal);
    return depot.valeur.filter(({ client_id }) => client_id === clientId).map(ofStock);
  }
}

/** A debt left by a release on guarantee: paid here, nothing more to hand over. */
function ofCreance(creance: Creance): ColisGuichet {
  return {
    id: creance.colis_id,
    code_suivi: creance.code_suivi,
    statut: creance.statut,
    client: {
      id: creance.client_id,
      nom: creance.destinataire,
      telephone: creance.telephone,
    },
    contenu: '',
    poids_g: 0,
    rang: 1,
    total: 1,
    du: creance.du,
    paye_en_chine: false,
    blocage: null,
    endommage: false,
    emplacement: null,
    arrive_le: creance.facture_le,
    enregistre_le: creance.facture_le ?? '',
  };
}

export interface Dossier {
  client: { id: string; nom: string; telephone: string };
  colis: ColisGuichet[];
  avoir: Argent | null;
  historique: Encaissement[];
}

async function fetchDossier(clientId: string, signal: AbortSignal): Promise<Dossier> {
  const [colis, fiche, compte] = await Promise.all([
    fetchColis(clientId, signal),
    fetchOrKept<Dossier['client']>(`/clients/${clientId}`, undefined, signal).catch(() => null),
    fetchOrKept<Compte>(`/clients/${clientId}/compte`, undefined, signal).catch((erreur) => {
      if (isAway(erreur)) return null;
      throw erreur;
    }),
  ]);
  const connus = new Set(colis.map(({ id }) => id));
  const dettes = (compte?.valeur.a_payer ?? [])
    .filter(({ colis_id, statut }) => statut === 'remis' && !connus.has(colis_id))
    .map(ofCreance);
  const tous = [...colis, ...dettes];
  return {
    client: fiche?.valeur ?? tous[0]?.client ?? { id: clientId, nom: '', telephone: '' },
    colis: tous,
    avoir: compte && compte.garde_le === null ? compte.valeur.avoir : null,
    historique: compte?.valeur.historique ?? [],
  };
}

/** Everything the clients at the counter have, in one screen. */
export const useDossiers = (clients: readonly string[]) =>
  useQueries({
    queries: clients.map((id) => ({
      queryKey: ['colis', 'dossier', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchDossier(id, signal),
    })),
  });

/** After money or a hand-over: what every list says of it is stale. Resolves once dues are fresh. */
export function useRelire(): () => Promise<void> {
  const client = useQueryClient();
  return () => {
    for (const cle of ['clients', 'encaissements', 'caisse', 'remises', 'stock', 'stock-local']) {
      void client.invalidateQueries({ queryKey: [cle] });
    }
    return client.invalidateQueries({ queryKey: ['colis'] });
  };
}

const Q_MIN = 3;

/** Cartons by code, ending, phone or name, of every state: the client is behind them. */
export const useColisTrouves = (q: string) =>
  useQuery({
    queryKey: ['colis', 'guichet', q],
    queryFn: ({ signal }) =>
      http.get<Page<ColisGuichet>>('/colis', { q, limite: 60 }, signal).then(({ items }) => items),
    enabled: q.length >= Q_MIN,
    retry: false,
  });

export const findByCode = (saisie: string): Promise<ColisGuichet> =>
  http.get<ColisGuichet>(`/colis/par-code/${encodeURIComponent(saisie)}`);

export const useRemises = () =>
  useListe<Remise>(['remises', 'liste'], '/remises', {}, { limite: 25 });

export interface CodeEnvoye {
  expire_le: string;
  telephone: string;
}

export const useEnvoiCode = () =>
  useMutation({
    mutationFn: (colis_ids: readonly string[]) =>
      http.post<CodeEnvoye>('/remises/codes', { colis_ids }),
    meta: { silencieux: true },
  });
