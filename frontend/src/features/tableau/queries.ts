import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useDirectEtat, usePolling } from '@/lib/direct';
import { FUSEAUX } from '@/lib/format';
import { http } from '@/lib/http';
import { localDay } from '@/lib/jour';
import { useListe } from '@/lib/liste';
import { useNow } from '@/lib/now';
import { usePaysVu } from '@/lib/pays-vu';
import { useCan } from '@/lib/session';
import { useLecture } from '@/offline/lecture';
import { type Instantane, mergeStats, type Tableau } from './chiffres';

/** The boards of the country in view (all of them for head office), live when they can be. */
export function useTableaux(jour?: string) {
  const pays = usePaysVu();
  const scrutation = usePolling();
  const stats = useDirectEtat((etat) => etat.stats);
  const now = useNow();
  const requete = useLecture<{ tableaux: Tableau[] }>(
    ['tableau', pays ?? 'tous', jour ?? 'aujourdhui'],
    '/tableau-de-bord',
    { pays: pays ?? undefined, jour },
    { refetchInterval: scrutation },
  );
  const recus = requete.data?.valeur.tableaux;
  const tableaux = useMemo(
    () =>
      (recus ?? []).map((un) =>
        mergeStats(
          un,
          stats[un.pays] as Instantane | undefined,
          localDay(now, FUSEAUX[un.pays] ?? 'UTC'),
        ),
      ),
    [recus, stats, now],
  );
  return {
    tableaux,
    chargement: requete.isPending,
    erreur: requete.error,
    /** When the copy kept on this device was received; null when the server answered. */
    garde_le: requete.data?.garde_le ?? null,
    reessayer: () => void requete.refetch(),
  };
}

export interface VolEnCours {
  id: string;
  numero: string;
  statut: string;
  mode: string;
  pays_destination: string;
  aeroport_depart: string | null;
  aeroport_arrivee: string | null;
  depart_prevu: string | null;
  arrivee_prevue: string | null;
  parti_le: string | null;
  arrive_le: string | null;
  fuseau_depart: string;
  fuseau_arrivee: string;
  remplissage: { colis: number; poids_g: number; capacite_g: number | null };
}

export const EN_COURS = 'ouvert,cloture,parti,arrive,en_douane';

/** Flights not checked in yet; head office on a destination sees those that go there. */
export function useVolsEnCours(pays: string) {
  const enabled = useCan('vol.lire');
  const scrutation = usePolling();
  return useListe<VolEnCours>(
    ['vols', 'en-cours', pays],
    '/vols',
    { statut: EN_COURS, pays: pays === 'CN' ? undefined : pays },
    { limite: 8, enabled, refetchInterval: scrutation },
  );
}

interface Avancement {
  attendus: number;
  pointes: number;
}

/**
 * How far a check-in is. The answer lists every carton: it is asked again three times a minute,
 * not at each scan, hence a key of its own.
 */
export function useAvancement(vol: VolEnCours) {
  const peutLire = useCan('pointage.lire');
  const enabled = peutLire && (vol.statut === 'arrive' || vol.statut === 'en_douane');
  return useQuery({
    queryKey: ['avancement', vol.id],
    queryFn: async ({ signal }): Promise<Avancement> => {
      const { attendus, pointes } = await http.get<Avancement>(
        `/vols/${vol.id}/pointage`,
        undefined,
        signal,
      );
      return { attendus, pointes };
    },
    enabled,
    refetchInterval: 20_000,
  });
}
