import { CircleCheck, CloudUpload, RefreshCw, TriangleAlert, WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { useSession } from '@/lib/session';
import { type EtatFile, isKnown, useEtatFile } from '@/offline/etat';
import { useSync } from '@/offline/sync';
import { Depuis } from '@/ui/format';

function subscribeOnline(prevenir: () => void): () => void {
  window.addEventListener('online', prevenir);
  window.addEventListener('offline', prevenir);
  return () => {
    window.removeEventListener('online', prevenir);
    window.removeEventListener('offline', prevenir);
  };
}

export function useNavigateurEnLigne(): boolean {
  return useSyncExternalStore(subscribeOnline, () => navigator.onLine);
}

/** The network as last experienced: the browser's word, the session's, the last batch's. */
export function useEnLigne(): boolean {
  const navigateur = useNavigateurEnLigne();
  const connectee = useSession(({ statut }) => statut === 'connectee');
  const joignable = useSync(({ pause }) => pause !== 'reseau' && pause !== 'portail');
  return navigateur && connectee && joignable;
}

const restant = (file: EtatFile): number => file.aEnvoyer + file.photos + file.aRevoir;

function Icone({ file, enLigne }: { file: EtatFile; enLigne: boolean }) {
  const enCours = useSync((sync) => sync.enCours);
  if (file.aRevoir > 0) return <TriangleAlert aria-hidden className="size-4 text-danger" />;
  if (!enLigne) return <WifiOff aria-hidden className="size-4 text-alerte" />;
  if (restant(file) === 0 && isKnown(file))
    return <CircleCheck aria-hidden className="size-4 text-succes" />;
  if (enCours) return <RefreshCw aria-hidden className="size-4 animate-spin text-info" />;
  return <CloudUpload aria-hidden className="size-4 text-alerte" />;
}

function Comptes({ file }: { file: EtatFile }) {
  const { t } = useTranslation('horsLigne');
  return (
    <>
      {file.aEnvoyer > 0 ? <span>{t('aEnvoyer', { count: file.aEnvoyer })}</span> : null}
      {file.photos > 0 ? <span>{t('photos', { count: file.photos })}</span> : null}
      {file.aRevoir > 0 ? (
        <span className="text-danger">{t('aRevoir', { count: file.aRevoir })}</span>
      ) : null}
    </>
  );
}

/** Always in view: to send, photos, to review, oldest. "Tout est envoyé" only at zero. */
export function IndicateurFile() {
  const { t } = useTranslation('horsLigne');
  const file = useEtatFile();
  const enLigne = useEnLigne();
  const total = restant(file);
  return (
    <Link
      to="/envois"
      data-file={isKnown(file) ? total : undefined}
      aria-label={t('titre')}
      className={cn(
        'flex h-9 shrink-0 items-center gap-1.5 rounded-md px-2 text-xs font-medium whitespace-nowrap hover:bg-creux',
        total > 0 && 'bg-alerte-doux',
        file.aRevoir > 0 && 'bg-danger-doux',
      )}
    >
      <Icone file={file} enLigne={enLigne} />
      <span className="chiffres sm:hidden">{total > 0 ? total : null}</span>
      <span className="hidden items-center gap-2 sm:flex">
        {enLigne ? null : <span className="text-alerte">{t('reseauCoupe')}</span>}
        {total === 0 && enLigne && isKnown(file) ? t('toutEnvoye') : <Comptes file={file} />}
        {file.plusAncien ? (
          <span className="hidden text-discret xl:inline">
            <Depuis le={file.plusAncien} />
          </span>
        ) : null}
      </span>
    </Link>
  );
}
