import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Argent } from '@/lib/format';
import { fetchApi, http } from '@/lib/http';
import { useListe } from '@/lib/liste';
import { fetchOrKept } from '@/offline/lecture';
import { capture, fileAway } from '@/offline/outbox';
import { SaisieRefuseeError } from '@/offline/refusees';
import { settled } from '@/offline/suite';

export interface Client {
  id: string;
  nom: string;
  telephone: string;
  pays: string;
  langue: string;
  /** Null for another country's client: only its contact is shown. */
  adresse: string | null;
  consentement_whatsapp: boolean | null;
  version: number | null;
  cree_le: string | null;
}

export interface ColisClient {
  id: string;
  code_suivi: string;
  statut: string;
  blocage: string | null;
  poids_g: number;
  prix: Argent;
  du: Argent;
  enregistre_le: string;
}

export interface Reglement {
  id: string;
  recu_numero: string;
  moyen: string;
  montant: Argent;
  annulation: { id: string } | null;
  enregistre_le: string;
}

export interface Compte {
  du: Argent;
  avoir: Argent;
  a_payer: { colis_id: string; code_suivi: string; du: Argent; age_j: number }[];
  historique: Reglement[];
}

export interface ErreurLigne {
  ligne: number;
  champ: string;
  message: string;
}

export interface Bilan {
  essai: boolean;
  total: number;
  crees: number;
  existants: number;
  erreurs: ErreurLigne[];
  apercu: Client[];
}

export interface ClientSaisi {
  nom: string;
  telephone: string;
  pays: string;
  langue: string;
  adresse: string;
  consentement_whatsapp: boolean | null;
}

export const useClients = (q: string | undefined, enabled: boolean) =>
  useListe<Client>(['clients', 'liste'], '/clients', { q }, { enabled });

export const useClient = (id: string) =>
  useQuery({
    queryKey: ['clients', id],
    queryFn: async ({ signal }) =>
      (await fetchOrKept<Client>(`/clients/${id}`, undefined, signal)).valeur,
  });

export const useColisDuClient = (id: string) =>
  useListe<ColisClient>(['colis', 'client'], '/colis', { client: id });

export const useCompte = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ['encaissements', 'compte', id],
    queryFn: ({ signal }) => http.get<Compte>(`/clients/${id}/compte`, undefined, signal),
    enabled,
  });

export function useCreation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (donnees: ClientSaisi & { id: string }) => http.post<Client>('/clients', donnees),
    onSuccess: () => client.invalidateQueries({ queryKey: ['clients'] }),
    meta: { silencieux: true },
  });
}

const PATIENCE_MS = 8_000;

/** What became of a change: done, done over somebody else's, or waiting for the network. */
export type IssueModification = 'faite' | 'conflit' | 'attente';

/**
 * Captured first, so that it survives the network; the version looked at travels with it. A refusal
 * that comes at once is shown in the form and not in the repairs: the next try names it.
 */
async function modify(
  personne: Client,
  champs: Partial<ClientSaisi>,
  remplace: string | undefined,
): Promise<IssueModification> {
  const { op_id } = await capture({
    type: 'client.modifier',
    entity_id: personne.id,
    payload: { client_id: personne.id, ...champs },
    resume: personne.nom,
    ...(personne.version === null ? {} : { base_version: personne.version }),
    ...(remplace === undefined ? {} : { remplace }),
  });
  const resultat = await settled(op_id, PATIENCE_MS);
  if (resultat?.status === 'rejected' && resultat.problem) {
    await fileAway(op_id);
    throw new SaisieRefuseeError(resultat.problem, op_id);
  }
  if (resultat?.status === 'applied_with_conflict') {
    // Said on this very screen: nothing is left to look at elsewhere.
    await fileAway(op_id);
    return 'conflit';
  }
  return resultat === null ? 'attente' : 'faite';
}

export function useModification(personne: Client | null) {
  const client = useQueryClient();
  const refusee = useRef<string | undefined>(undefined);
  return useMutation({
    // Without a network the act is written down all the same: it must not wait for one.
    networkMode: 'always',
    mutationFn: (champs: Partial<ClientSaisi>) =>
      personne ? modify(personne, champs, refusee.current) : Promise.reject(new Error('no record')),
    onError: (cause) => {
      if (cause instanceof SaisieRefuseeError) refusee.current = cause.op_id;
    },
    onSuccess: () => {
      refusee.current = undefined;
      return client.invalidateQueries({ queryKey: ['clients'] });
    },
    meta: { silencieux: true },
  });
}

/** `essai` stores nothing: the preview of what the same file would do. */
export function useImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (donnees: { fichier: File; essai: boolean; pays: string }) => {
      const body = new FormData();
      body.append('fichier', donnees.fichier);
      const reponse = await fetchApi('POST', '/clients/import', {
        body,
        params: { essai: donnees.essai, pays: donnees.pays },
      });
      return (await reponse.json()) as Bilan;
    },
    onSuccess: ({ essai }) =>
      essai ? undefined : client.invalidateQueries({ queryKey: ['clients'] }),
    meta: { silencieux: true },
  });
}
