import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { RouterProvider } from 'react-router';
import { useSession } from '@/lib/session';
import { Toasts } from '@/ui/toast';
import { TooltipProvider } from '@/ui/tooltip';
import { Demarrage } from './demarrage';
import { createClient } from './query-client';
import { createRouter } from './router';
import { SessionExpiree } from './session-expiree';
import { VerrouEcran } from './verrou-ecran';

/** Providers, from the outside in. */
export function App() {
  const inconnue = useSession(({ statut }) => statut === 'inconnue');
  const client = useMemo(createClient, []);
  const router = useMemo(createRouter, []);
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delayDuration={300}>
        <VerrouEcran>{inconnue ? <Demarrage /> : <RouterProvider router={router} />}</VerrouEcran>
        <SessionExpiree />
        <Toasts />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
