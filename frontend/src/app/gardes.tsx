import { ShieldX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { homeOf, useSession, useUtilisateur } from '@/lib/session';
import { EmptyState } from '@/ui/empty-state';

/** Where a demanded second factor is turned on and a typed password changed: all that is open then. */
const PORTES = '/securite';

/** Nobody signed in: to the log-in, and back here afterwards. */
export function Garde() {
  const anonyme = useSession(({ statut }) => statut === 'anonyme');
  const requis = useSession(
    ({ utilisateur }) =>
      utilisateur?.totp_requis === true || utilisateur?.mot_de_passe_a_changer === true,
  );
  const { pathname, search } = useLocation();
  if (requis && pathname !== PORTES) return <Navigate to={PORTES} replace />;
  if (!anonyme) return <Outlet />;
  const suite = pathname === '/' ? '' : `?suite=${encodeURIComponent(pathname + search)}`;
  return <Navigate to={`/connexion${suite}`} replace />;
}

export function Racine() {
  return <Navigate to={homeOf(useUtilisateur())} replace />;
}

/** A courtesy: the server refuses by itself whatever the screen shows. */
export function GardeAction({ actions }: { actions?: readonly string[] }) {
  const { t } = useTranslation();
  const permis = useUtilisateur().actions;
  if (!actions || actions.some((action) => permis.includes(action))) return <Outlet />;
  return <EmptyState icone={ShieldX} titre={t('erreurs.droit')} aide={t('erreurs.droitAide')} />;
}
