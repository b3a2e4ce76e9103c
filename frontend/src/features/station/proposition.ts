import { useQuery } from '@tanstack/react-query';
import { http } from '@/lib/http';
import { fetchOrKept } from '@/offline/lecture';
import type { ClientChoisi, Gabarit } from './brouillon';
import type { Memoire, Proposition } from './memoire';

/** The bench does not wait longer for a name. */
const PATIENCE_MS = 4_000;
const PERSONNE: Proposition = { client: null, gabarits: [] };

/** Who last owned this number or mark: this bench's own memory at once, else the server's. */
export async function findOwner(memoire: Memoire, reference: string): Promise<Proposition> {
  const connue = memoire.propose(reference);
  if (connue) return connue;
  try {
    const { valeur } = await fetchOrKept<Proposition>(
      '/colis/proposition',
      { reference },
      AbortSignal.timeout(PATIENCE_MS),
    );
    return valeur;
  } catch {
    // Without a network nobody can say: the phone is typed.
    return PERSONNE;
  }
}

interface PageClients {
  items: { id: string }[];
}

async function askHabits({ telephone, pays }: ClientChoisi): Promise<readonly Gabarit[]> {
  const trouves = await http.get<PageClients>('/clients', { q: telephone.slice(-9) });
  const client_id = (trouves.items as { id: string; pays?: string }[]).find(
    (un) => un.pays === undefined || un.pays === pays,
  )?.id;
  if (!client_id) return [];
  return (await http.get<Proposition>('/colis/proposition', { client_id })).gabarits;
}

/** What this client usually sends: the bench's memory, filled up by the server's. */
export function useHabits(memoire: Memoire, client: ClientChoisi | null): readonly Gabarit[] {
  const locales = client ? memoire.habitsOf(client) : [];
  const { data } = useQuery({
    queryKey: ['colis', 'habitudes', client?.pays, client?.telephone],
    queryFn: () => (client ? askHabits(client) : []),
    enabled: client !== null && locales.length === 0,
    retry: false,
    staleTime: 300_000,
    meta: { silencieux: true },
  });
  return locales.length > 0 ? locales : (data ?? []);
}
