import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Argent } from '@/lib/format';
import { http } from '@/lib/http';
import { useListe } from '@/lib/liste';

export type EtatAppareil = 'actif' | 'silencieux' | 'revoque' | 'perdu';

interface Personne {
  id: string;
  nom: string;
}

/** A type of act the device says it captured otherwise than the server holds it. */
export interface Ecart {
  type: string;
  declare: number;
  recu: number;
  especes_declarees: Argent | null;
  especes_recues: Argent | null;
}

/** GET /appareils: one person's log in one browser, as the server last heard of it. */
export interface Appareil {
  id: string;
  poste_id: string | null;
  nom: string;
  user: Personne;
  pays: string;
  serie: string;
  avec_cle: boolean;
  enrole_le: string;
  contact_le: string;
  seq_contigue: number;
  seq_declaree: number;
  trous: [number, number][];
  en_attente: number;
  photos_en_attente: number;
  especes_en_attente: Argent | null;
  especes_perdues: Argent | null;
  horloge_ecart_ms: number;
  horloge_douteuse: boolean;
  quarantaine: number;
  ecarts: Ecart[];
  etat: EtatAppareil;
  motif: string;
}

/** GET /sync/quarantaine: an act the server holds or refused, until a second person decides. */
export interface Quarantaine {
  id: string;
  op_id: string;
  type: string;
  motif: string;
  etat: 'en_attente' | 'rejetee' | 'reglee';
  auteur: Personne;
  pays: string;
  appareil_id: string;
  seq: number;
  capturee_le: string | null;
  recue_le: string;
  horloge_ecart_ms: number;
  especes: Argent | null;
  payload: Record<string, unknown>;
  remplace: string | null;
  importe_par: Personne | null;
  decision: string;
  reglee_le: string | null;
  reglee_par: Personne | null;
  reglement_motif: string;
  statut: string;
  probleme: { code: string; detail: string } | null;
}

export const useAppareils = (pays: string | null) =>
  useListe<Appareil>(['appareils', 'liste'], '/appareils', { pays, tri: '-contact_le' });

export const useQuarantaine = (
  filtres: { pays: string | null; motif?: string; etat?: string },
  enabled: boolean,
) => useListe<Quarantaine>(['quarantaine'], '/sync/quarantaine', filtres, { enabled });

function useActe<V>(faire: (valeurs: V) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: faire,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['appareils'] });
      void client.invalidateQueries({ queryKey: ['quarantaine'] });
    },
    meta: { silencieux: true },
  });
}

export const useNommer = (id: string) =>
  useActe((nom: string) => http.patch(`/appareils/${id}`, { nom }));

export const useRevoquer = (id: string) =>
  useActe((motif: string) => http.post(`/appareils/${id}/revocation`, { motif }));

/** Without an amount, what the device last declared is booked. */
export const usePerdre = (id: string) =>
  useActe(({ motif, especes }: { motif: string; especes: number | null }) =>
    http.post(`/appareils/${id}/perdu`, { motif, ...(especes === null ? {} : { especes }) }),
  );

/** Ends a difference of counts; the amount becomes the cashier's debt. */
export const useAdmettre = (id: string) =>
  useActe((corps: { motif: string; especes: number }) =>
    http.post(`/appareils/${id}/ecart`, corps),
  );

export type Decision = 'appliquer' | 'ecarter' | 'classer';

/** What was set aside is applied or dismissed; what was refused is filed. */
export const useRegler = ({ id, op_id }: Quarantaine) =>
  useActe(({ decision, motif }: { decision: Decision; motif: string }) =>
    decision === 'classer'
      ? http.post(`/sync/operations/${op_id}/classement`, { motif })
      : http.post(`/sync/quarantaine/${id}`, { decision, motif }),
  );

/** POST /sync/import. */
export interface Bilan {
  recues: number;
  deja_connues: number;
  appliquees: number;
  en_quarantaine: number;
  rejetees: number;
  photos: number;
  illisibles: { ligne: number; motif: string }[];
}

export const useImport = () =>
  useActe<File>((fichier) => {
    const corps = new FormData();
    corps.append('fichier', fichier);
    return http.post<Bilan>('/sync/import', corps);
  }) as ReturnType<typeof useMutation<Bilan, Error, File>>;
