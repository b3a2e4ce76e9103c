import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { http } from '@/lib/http';
import { useListe } from '@/lib/liste';

export const EVENEMENTS = [
  'colis.recu',
  'colis.groupe',
  'colis.expedie',
  'colis.arrive',
  'colis.manquant',
  'colis.disponible',
  'colis.remis',
  'colis.retourne',
  'colis.perdu',
  'colis.annule',
] as const;
export type Evenement = (typeof EVENEMENTS)[number];

export interface Abonnement {
  id: string;
  pays: string;
  nom: string;
  url: string;
  /** Empty: all of them. */
  evenements: Evenement[];
  actif: boolean;
  echec_depuis_le: string | null;
  desactive_le: string | null;
  ancien_jusqu_le: string | null;
  cree_le: string;
}

/** The only answer that holds the signing secret. */
export interface AbonnementCree extends Abonnement {
  secret: string;
}

export interface Livraison {
  id: string;
  type: string;
  statut: 'en_attente' | 'livree' | 'abandonnee';
  essais: number;
  http_statut: number | null;
  erreur: string;
  prochain_le: string;
  cree_le: string;
  livree_le: string | null;
}

export interface Saisie {
  nom: string;
  url: string;
  evenements: Evenement[];
}

/** A test event leaves within seconds: whoever waits for it looks often. */
const RYTHME_MS = 5_000;

export const useAbonnements = () =>
  useQuery({
    queryKey: ['partenaires'],
    queryFn: ({ signal }) => http.get<Abonnement[]>('/abonnements', undefined, signal),
    refetchInterval: 15_000,
  });

export const useLivraisons = (id: string) =>
  useListe<Livraison>(
    ['partenaires', id, 'livraisons'],
    `/abonnements/${id}/livraisons`,
    {},
    { refetchInterval: RYTHME_MS },
  );

function useActe<V, R>(acte: (valeurs: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: acte,
    onSuccess: () => client.invalidateQueries({ queryKey: ['partenaires'] }),
    meta: { silencieux: true },
  });
}

export const useInscription = () =>
  useActe((saisie: Saisie & { id: string; pays?: string }) =>
    http.post<AbonnementCree>('/abonnements', saisie),
  );

export const useModification = (id: string) =>
  useActe((change: Partial<Saisie> & { actif?: boolean }) =>
    http.patch<Abonnement>(`/abonnements/${id}`, change),
  );

export const useNouveauSecret = (id: string) =>
  useActe(() => http.post<AbonnementCree>(`/abonnements/${id}/secret`, {}));

export const useEssaiPartenaire = (id: string) =>
  useActe(() => http.post<Livraison>(`/abonnements/${id}/essai`, {}));
