import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Argent } from '@/lib/format';
import { http, type Params } from '@/lib/http';
import { type Page, useListe } from '@/lib/liste';

export interface ClientCourt {
  id: string;
  nom: string;
  telephone: string;
}

export interface ColisLigne {
  id: string;
  code_suivi: string;
  statut: string;
  statut_le: string;
  pays_destination: string;
  mode: string;
  categorie: string;
  contenu: string;
  client: ClientCourt;
  poids_g: number;
  poids_taxable_g: number;
  nombre_pieces: number;
  rang: number;
  total: number;
  prix: Argent;
  du: Argent;
  paye_en_chine: boolean;
  blocage: string | null;
  surplus: boolean;
  endommage: boolean;
  vol_id: string | null;
  enregistre_le: string;
}

export interface LignePrix {
  code: string;
  montant: Argent;
  unite: string | null;
  quantite: number | null;
  prix_unitaire: number | null;
}

export interface TarifFige {
  unite: string;
  devise: string;
  pas_g: number;
  negocie: { montant: number; unite: string; motif: string } | null;
  lignes: LignePrix[];
}

export type ColisDetail = Omit<ColisLigne, 'blocage'> & {
  pays_origine: string;
  url_suivi: string;
  source_poids: string;
  dimensions_mm: number[] | null;
  volume_cm3: number | null;
  poids_volumetrique_g: number | null;
  valeur_declaree: Argent | null;
  references_externes: string[];
  tarif: TarifFige;
  regle: Argent;
  rabais: Argent;
  jeton_cede: Argent;
  blocage: { nature: string; motif: string; pays: string; question_code: string } | null;
  /** `batterie`: what was typed from its own label, if anything was. */
  matieres: { batterie?: { mah: number; mv: number } | null } | null;
  origine_inconnue: boolean;
  emplacement: { id: string; code: string } | null;
  enregistre_par: string;
  version: number;
};

export interface Evenement {
  id: string;
  type: string;
  de: string | null;
  vers: string | null;
  motif: string;
  /** The dangerous goods screen's own question, where `motif` is one. */
  question_code: string;
  acteur: { role: string; nom: string | null; pays: string };
  survenu_le: string;
  enregistre_le: string;
}

export interface Photo {
  id: string;
  statut: string;
  refus: string | null;
  url_reduite: string | null;
  url_originale: string | null;
}

export interface VolCourt {
  id: string;
  numero: string;
  statut: string;
  pays_destination: string;
  mode: string;
}

export const useColisListe = (filtres: Params) =>
  useListe<ColisLigne>(['colis', 'liste'], '/colis', filtres);

export const useColis = (id: string) =>
  useQuery({
    queryKey: ['colis', id],
    queryFn: ({ signal }) => http.get<ColisDetail>(`/colis/${id}`, undefined, signal),
  });

export const useEvenements = (id: string) =>
  useQuery({
    queryKey: ['colis', id, 'evenements'],
    queryFn: ({ signal }) =>
      http.get<Page<Evenement>>(`/colis/${id}/evenements`, { limite: 200 }, signal),
  });

/** While a worker still reduces one, it is asked again. */
export const usePhotos = (id: string) =>
  useQuery({
    queryKey: ['colis', id, 'photos'],
    queryFn: ({ signal }) => http.get<Page<Photo>>(`/colis/${id}/photos`, undefined, signal),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ statut }) => statut === 'en_traitement') ? 2_000 : false,
  });

export const useVolsRecents = (filtres: Params = {}) =>
  useQuery({
    queryKey: ['vols', 'recents', filtres],
    queryFn: ({ signal }) => http.get<Page<VolCourt>>('/vols', { limite: 30, ...filtres }, signal),
    staleTime: 60_000,
  });

export const useVolDuColis = (id: string | null) =>
  useQuery({
    queryKey: ['vols', id, 'court'],
    queryFn: ({ signal }) => http.get<VolCourt>(`/vols/${id}`, undefined, signal),
    enabled: id !== null,
    staleTime: 60_000,
  });

function useApresActe(id: string) {
  const client = useQueryClient();
  return (colis: ColisDetail) => {
    client.setQueryData(['colis', id], colis);
    return client.invalidateQueries({ queryKey: ['colis'] });
  };
}

export function useBlocage(id: string) {
  const onSuccess = useApresActe(id);
  return useMutation({
    mutationFn: (donnees: { motif: string; nature: string }) =>
      http.post<ColisDetail>(`/colis/${id}/blocage`, donnees),
    onSuccess,
    meta: { silencieux: true },
  });
}

export function useDeblocage(id: string) {
  const onSuccess = useApresActe(id);
  return useMutation({
    mutationFn: (motif: string) => http.delete<ColisDetail>(`/colis/${id}/blocage`, { motif }),
    onSuccess,
    meta: { silencieux: true },
  });
}

/** Only what changed, with why; the price follows by the frozen tariff. */
export function useCorrection(id: string) {
  const onSuccess = useApresActe(id);
  return useMutation({
    mutationFn: (donnees: Record<string, unknown>) =>
      http.patch<ColisDetail>(`/colis/${id}`, donnees),
    onSuccess,
    meta: { silencieux: true },
  });
}
