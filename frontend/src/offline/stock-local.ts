import { useQuery } from '@tanstack/react-query';
import type { Argent } from '@/lib/format';
import { http } from '@/lib/http';
import type { Page } from '@/lib/liste';
import { NetworkError } from '@/lib/problem';
import { type Gardee, keepReading, readKept } from './lecture';

/** GET /stock: a carton in the depot, and how many days it has been there. */
export interface ColisStock {
  colis_id: string;
  code_suivi: string;
  statut: string;
  client_id: string;
  destinataire_nom: string;
  destinataire_telephone: string;
  contenu: string;
  poids_g: number;
  rang: number;
  total: number;
  emplacement: { id: string; code: string } | null;
  du: Argent;
  blocage: string | null;
  endommage: boolean;
  arrive_le: string | null;
  age_j: number;
}

const CLE = 'stock-local';
const PAGES_MAX = 25;

async function readPages(signal?: AbortSignal): Promise<ColisStock[]> {
  const items: ColisStock[] = [];
  let curseur: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const recue: Page<ColisStock> = await http.get('/stock', { limite: 200, curseur }, signal);
    items.push(...recue.items);
    curseur = recue.suivant;
    if (curseur === null) break;
  }
  return items;
}

/** The whole depot (at most 5,000 cartons), kept on the device; without a network, the kept one. */
export async function fetchStockLocal(signal?: AbortSignal): Promise<Gardee<ColisStock[]>> {
  try {
    const valeur = await readPages(signal);
    await keepReading(CLE, valeur);
    return { valeur, garde_le: null };
  } catch (erreur) {
    const garde = erreur instanceof NetworkError ? await readKept<ColisStock[]>(CLE) : null;
    if (!garde) throw erreur;
    return { valeur: garde.valeur, garde_le: garde.recu_le };
  }
}

/** The depot for the counter and the shelves: found and put away without a network. */
export const useStockLocal = (enabled = true) =>
  useQuery({
    queryKey: [CLE],
    queryFn: ({ signal }) => fetchStockLocal(signal),
    enabled,
    staleTime: 60_000,
    refetchInterval: 5 * 60_000,
  });
