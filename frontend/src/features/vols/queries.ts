import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { usePolling } from '@/lib/direct';
import type { Argent } from '@/lib/format';
import { http, type Params } from '@/lib/http';
import { type Page, useListe } from '@/lib/liste';
import { uuid7 } from '@/lib/uuid7';
import { useLecture } from '@/offline/lecture';

export interface Remplissage {
  colis: number;
  pieces: number;
  poids_g: number;
  poids_taxable_g: number;
  volume_cm3: number;
  bloques: number;
  capacite_g: number | null;
  capacite_cm3: number | null;
}

export interface Vol {
  id: string;
  numero: string;
  lta: string;
  mode: string;
  statut: string;
  pays_origine: string;
  pays_destination: string;
  compagnie: string | null;
  aeroport_depart: string | null;
  aeroport_arrivee: string | null;
  fuseau_depart: string;
  fuseau_arrivee: string;
  depart_prevu: string | null;
  arrivee_prevue: string | null;
  capacite_kg: number | null;
  capacite_m3: number | null;
  remplissage: Remplissage;
  outrepasse: string;
  cloture_le: string | null;
  parti_le: string | null;
  depart_presume: boolean;
  arrive_le: string | null;
  en_douane_le: string | null;
  pointe_le: string | null;
  version_manifeste: number;
  cree_le: string;
  champs_manquants: string[];
  avertissements: string[];
  frais?: { fret: Argent | null; douane: Argent | null } | null;
}

export interface EtapeVol {
  type: string;
  de: string;
  vers: string;
  motif: string;
  survenu_le: string;
  fuseau: string;
  acteur_role: string;
}

export interface VolDetail extends Vol {
  evenements: EtapeVol[];
}

/** A carton as the flight's table shows it. */
export interface ColisDuVol {
  id: string;
  code_suivi: string;
  statut: string;
  blocage: string | null;
  client: { id: string; nom: string; telephone: string };
  mode: string;
  categorie: string;
  poids_g: number;
  poids_taxable_g: number;
  nombre_pieces: number;
  rang: number;
  total: number;
  prix: Argent;
  du: Argent;
}

export interface Compagnie {
  code: string;
  nom: string;
  prefixe_lta: string;
}

export interface Aeroport {
  code: string;
  nom: string;
  ville: string;
  pays: string;
  fuseau: string;
}

export const useVols = (filtres: Params) =>
  useListe<Vol>(['vols', 'liste'], '/vols', filtres, { refetchInterval: usePolling() });

/** Kept on the device: the loading bench goes on without a network. */
export function useVol(id: string) {
  return useLecture<VolDetail>(['vols', id], `/vols/${id}`, undefined, {
    refetchInterval: usePolling(),
  });
}

/** Flights that take cartons, kept for offline. */
export function useVolsOuverts(): readonly Vol[] {
  const { data } = useLecture<Page<Vol>>(['vols', 'ouverts'], '/vols', {
    statut: 'ouvert',
    limite: 50,
  });
  return data?.valeur.items ?? [];
}

export const useColisDuVol = (id: string) =>
  useListe<ColisDuVol>(['colis', 'vol'], '/colis', { vol: id }, { limite: 100 });

const REFERENCES = { staleTime: 3_600_000 } as const;

export const useCompagnies = (enabled: boolean) =>
  useQuery({
    queryKey: ['compagnies'],
    queryFn: ({ signal }) => http.get<Compagnie[]>('/compagnies', undefined, signal),
    enabled,
    ...REFERENCES,
  });

export const useAeroports = (enabled: boolean) =>
  useQuery({
    queryKey: ['aeroports'],
    queryFn: ({ signal }) => http.get<Aeroport[]>('/aeroports', undefined, signal),
    enabled,
    ...REFERENCES,
  });

function useApresVol() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['vols'] }),
      client.invalidateQueries({ queryKey: ['colis'] }),
    ]);
}

export interface NouveauVol {
  id: string;
  pays_destination: string;
  mode: string;
}

export const newVol = (): NouveauVol => ({ id: uuid7(), pays_destination: 'ML', mode: 'cargo' });

export function useOuverture() {
  const onSuccess = useApresVol();
  return useMutation({
    mutationFn: (nouveau: NouveauVol) => http.post<Vol>('/vols', nouveau),
    onSuccess,
    meta: { silencieux: true },
  });
}

export function useModification(id: string) {
  const onSuccess = useApresVol();
  return useMutation({
    mutationFn: (changements: Record<string, unknown>) =>
      http.patch<Vol>(`/vols/${id}`, changements),
    onSuccess,
    meta: { silencieux: true },
  });
}

/** `outrepasser`: the reason for flying beyond capacity. */
export function useCloture(id: string) {
  const onSuccess = useApresVol();
  return useMutation({
    mutationFn: (outrepasser?: string) =>
      http.post<Vol>(`/vols/${id}/cloture`, outrepasser ? { outrepasser } : {}),
    onSuccess,
    meta: { silencieux: true },
  });
}

export type Etape = 'reouverture' | 'annulation' | 'depart' | 'arrivee' | 'douane';

export function useEtape(id: string, etape: Etape) {
  const onSuccess = useApresVol();
  return useMutation({
    mutationFn: (motif?: string) => http.post<Vol>(`/vols/${id}/${etape}`, motif ? { motif } : {}),
    onSuccess,
    meta: { silencieux: true },
  });
}

export function useFrais(id: string) {
  const onSuccess = useApresVol();
  return useMutation({
    mutationFn: (frais: { fret?: Argent; douane?: Argent }) =>
      http.put<Vol>(`/vols/${id}/frais`, frais),
    onSuccess,
    meta: { silencieux: true },
  });
}

/** Name and weight of the carton just scanned. */
export const useColisScanne = (id: string | null) =>
  useQuery({
    queryKey: ['colis', 'scan', id],
    queryFn: ({ signal }) =>
      http.get<Pick<ColisDuVol, 'client' | 'poids_g'>>(`/colis/${id}`, undefined, signal),
    enabled: id !== null,
    staleTime: 300_000,
  });
