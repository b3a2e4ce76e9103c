import { MutationCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/problem';
import { toastError } from '@/ui/toast';

declare module '@tanstack/react-query' {
  interface Register {
    /** `silencieux`: the screen shows the refusal itself, no toast. */
    mutationMeta: { silencieux?: boolean };
  }
}

/** A refusal is an answer; only silence and 5xx are worth a second try. */
function isWorthRetrying(echecs: number, erreur: Error): boolean {
  if (erreur instanceof ApiError && erreur.status < 500) return false;
  return echecs < 2;
}

export function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // `navigator.onLine` lies in depots: always ask, and show the failure.
      queries: { networkMode: 'always', staleTime: 15_000, retry: isWorthRetrying },
      mutations: { networkMode: 'always', retry: false },
    },
    mutationCache: new MutationCache({
      onError: (erreur, _variables, _contexte, mutation) => {
        if (!mutation.meta?.silencieux) toastError(erreur);
      },
    }),
  });
}
