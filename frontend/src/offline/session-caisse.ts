import { useQuery } from '@tanstack/react-query';
import type { Argent } from '@/lib/format';
import { hasCode } from '@/lib/problem';
import { useArgentEnAttente } from './etat';
import { fetchOrKept, keepReading } from './lecture';

/** A till session; `attendu` and `ecart` exist only once it is counted. */
export interface SessionCaisse {
  id: string;
  caisse_id: string;
  caisse: string;
  agence: string;
  pays: string;
  caissier: { id: string; nom: string | null };
  devise: string;
  statut: 'ouverte' | 'comptee' | 'validee';
  fonds: Argent;
  fonds_coupures: Record<string, number>;
  ouverte_le: string;
  /** Why the cashier of an open till cannot count it: an admin may, in their place. */
  caissier_absent: 'desactive' | 'parti' | null;
  comptee_le: string | null;
  comptee_par: { id: string; nom: string | null } | null;
  comptage_motif: string;
  compte: Record<string, number> | null;
  attendu: Record<string, number> | null;
  ecart: Record<string, number> | null;
  validee_le: string | null;
  validee_par: { id: string; nom: string | null } | null;
  validation_motif: string;
}

const CHEMIN = '/caisses/sessions/courante';

async function fetchCourante(signal: AbortSignal): Promise<SessionCaisse | null> {
  try {
    return (await fetchOrKept<SessionCaisse | null>(CHEMIN, undefined, signal)).valeur;
  } catch (erreur) {
    if (!hasCode(erreur, 'introuvable')) throw erreur;
    await keepReading(`${CHEMIN}?{}`, null);
    return null;
  }
}

/** One's own open till, kept for offline; null without one. */
export const useSessionCourante = (enabled = true) =>
  useQuery({
    queryKey: ['caisse', 'courante'],
    queryFn: ({ signal }) => fetchCourante(signal),
    enabled,
  });

/** An opening written down here that the server has not seen yet. */
export const useOuvertureEnAttente = (): boolean =>
  useArgentEnAttente().some(({ type }) => type === 'caisse.ouvrir');
