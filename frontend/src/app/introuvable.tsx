import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';

export function Introuvable() {
  const { t } = useTranslation();
  return (
    <EmptyState icone={Compass} titre={t('erreurs.page')} aide={t('erreurs.introuvableAide')}>
      <Button asChild variante="principal">
        <Link to="/">{t('actions.accueil')}</Link>
      </Button>
    </EmptyState>
  );
}

/** A screen that broke while drawing; the shell around it stays. */
export function PageErreur() {
  return (
    <div className="p-4">
      <ErrorState erreur={useRouteError()} onReessayer={() => window.location.reload()} />
    </div>
  );
}
