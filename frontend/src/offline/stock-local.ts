import { useQuery } from '@tanstack/react-query';
import type { Argent } from '@/lib/format';
import { http } from '@/lib/http';
import type { Page } from '@/lib/liste';
import { type Gardee, isAway, keepReading, readKept } from './lecture';
import { stockFromFlux } from './replis';

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

/** The feed's depot or the last one read whole: whichever is the more recent. */
async function keptStock(): Promise<{ valeur: ColisStock[]; recu_le: string } | null> {
  const [garde, flux] = await Promise.all([readKept<ColisStock[]>(CLE), stockFromFlux(Date.now())]);
  if (flux && (!garde || flux.recu_le > garde.recu_le)) {
    return { valeur: flux.valeur as ColisStock[], recu_le: flux.recu_le };
  }
  return garde;
}

/** The whole depot (at most 5,000 cartons), kept on the device; without a network, the kept one. */
export async function fetchStockLocal(signal?: AbortSignal): Promise<Gardee<ColisStock[]>> {
  try {
    const valeur = await readPages(signal);
    await keepReading(CLE, valeur);
    return { valeur, garde_le: null };
  } catch (erreur) {
    const garde = isAway(erreur) ? await keptStock() : null;
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
