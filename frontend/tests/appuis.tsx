import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { type Utilisateur, useSession } from '@/lib/session';
import { TooltipProvider } from '@/ui/tooltip';

export const AGENT: Utilisateur = {
  id: '0199a000-0000-7000-8000-000000000001',
  nom: 'Awa Traoré',
  fonction: 'agent',
  role: 'agent_mali',
  pays: 'ML',
  agence: { id: '0199a000-0000-7000-8000-0000000000a1', nom: 'Bamako' },
  langue: 'fr',
  actions: [],
};

/** Signs a person in without a server. */
export function signIn(changements: Partial<Utilisateur> = {}): Utilisateur {
  const utilisateur = { ...AGENT, ...changements };
  useSession.setState({ statut: 'connectee', utilisateur });
  return utilisateur;
}

/** Renders one screen with the providers the shell gives it. */
export function renderPage(
  page: ReactElement,
  { path = '/', route = '*' }: { path?: string; route?: string } = {},
) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createMemoryRouter([{ path: route, element: page }], { initialEntries: [path] });
  return {
    client,
    router,
    ...render(
      <QueryClientProvider client={client}>
        <TooltipProvider>
          <RouterProvider router={router} />
        </TooltipProvider>
      </QueryClientProvider>,
    ),
  };
}
