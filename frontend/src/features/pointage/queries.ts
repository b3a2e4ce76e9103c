import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usePolling } from '@/lib/direct';
import type { Argent } from '@/lib/format';
import { http } from '@/lib/http';
import type { Page } from '@/lib/liste';
import { useLecture } from '@/offline/lecture';

export interface VolAPointer {
  id: string;
  numero: string;
  mode: string;
  statut: string;
  pays_destination: string;
  aeroport_depart: string | null;
  aeroport_arrivee: string | null;
  arrivee_prevue: string | null;
  arrive_le: string | null;
  pointe_le: string | null;
  remplissage: { colis: number; poids_g: number };
}

/** `resultat` is attendu until scanned, manquant once closed without it. */
export interface LignePointage {
  colis_id: string;
  code_suivi: string;
  destinataire_nom: string;
  destinataire_telephone: string;
  contenu: string;
  poids_g: number;
  rang: number;
  total: number;
  statut: string;
  resultat: string;
  endommage: boolean;
  surplus: boolean;
  blocage: string | null;
  emplacement: string | null;
  du: Argent;
  note: string;
  pointe_le: string | null;
  pointe_par: string | null;
}

export interface EtatPointage {
  attendus: number;
  pointes: number;
  manquants: number;
  surplus: number;
  endommages: number;
  statut: string;
  liste: LignePointage[];
}

const A_POINTER = 'cloture,parti,arrive,en_douane';

/** Flights on their way or on the ground, kept for offline. */
export const useVolsAPointer = () =>
  useLecture<Page<VolAPointer>>(['vols', 'a-pointer'], '/vols', {
    statut: A_POINTER,
    limite: 100,
  });

/** The last ones checked in: their report, and cartons found later. */
export const useVolsPointes = () =>
  useLecture<Page<VolAPointer>>(['vols', 'pointes'], '/vols', { statut: 'pointe', limite: 10 });

export const useVolPointe = (id: string) =>
  useLecture<VolAPointer>(['vols', id, 'pointage'], `/vols/${id}`);

/** The expected list, kept before the plane lands. */
export const usePointage = (volId: string) =>
  useLecture<EtatPointage>(['pointage', volId], `/vols/${volId}/pointage`, undefined, {
    refetchInterval: usePolling(),
  });

export function useCloturePointage(volId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => http.post<EtatPointage>(`/vols/${volId}/pointage/cloture`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['pointage'] });
      void client.invalidateQueries({ queryKey: ['vols'] });
      void client.invalidateQueries({ queryKey: ['stock'] });
    },
    meta: { silencieux: true },
  });
}
