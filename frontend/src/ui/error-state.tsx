import { CircleAlert, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError, NetworkError } from '@/lib/problem';
import { Button } from './button';
import { explain } from './error-text';

interface Props {
  erreur: unknown;
  onReessayer?: () => void;
}

/** A failed panel: what happened, what to do next, the request's number for support. */
export function ErrorState({ erreur, onReessayer }: Props) {
  const { t } = useTranslation();
  const { titre, aide, requestId } = explain(erreur);
  const Icone = erreur instanceof NetworkError ? WifiOff : CircleAlert;
  return (
    <div
      role="alert"
      className="flex flex-col items-center gap-2 rounded-lg border border-danger/30 bg-danger-doux/40 px-6 py-8 text-center"
    >
      <Icone aria-hidden className="size-6 text-danger" />
      <p className="text-base font-semibold">{titre}</p>
      {aide ? <p className="max-w-md text-sm text-discret">{aide}</p> : null}
      {onReessayer ? (
        <Button className="mt-2" onClick={onReessayer}>
          {t('actions.reessayer')}
        </Button>
      ) : null}
      {requestId ? (
        <p className="chiffres mt-1 text-xs text-discret">
          {t('erreurs.requete', { id: requestId })}
        </p>
      ) : null}
    </div>
  );
}

/** The refusal of one action, beside its button. */
export function ErreurAction({ erreur }: { erreur: unknown }) {
  const { t } = useTranslation();
  if (!erreur) return null;
  const { titre, aide, requestId } = explain(erreur);
  const panne = erreur instanceof ApiError && erreur.status >= 500;
  return (
    <p role="alert" className="rounded-md bg-danger-doux px-3 py-2 text-sm text-danger">
      <strong className="font-semibold">{titre}</strong> {aide}
      {panne && requestId ? (
        <span className="chiffres block text-xs">{t('erreurs.requete', { id: requestId })}</span>
      ) : null}
    </p>
  );
}
