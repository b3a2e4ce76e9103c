import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { expireSession, useConnexionDue, useSession, useUtilisateur } from '@/lib/session';
import { isNearlyFull, readDevice } from '@/offline/appareil';
import { useStockage } from '@/offline/db';
import { enrolAgain } from '@/offline/enrolement';
import { useAgeStation } from '@/offline/portees';
import { onSignal } from '@/offline/signal';
import { Button } from '@/ui/button';
import { Depuis } from '@/ui/format';
import { toastError } from '@/ui/toast';
import { useEnLigne } from './indicateur-file';

interface Props {
  ton?: 'alerte' | 'danger';
  children: ReactNode;
  /** What to do about it. */
  action?: ReactNode;
}

/** Said across the top until it is settled: what happened, and what to do. */
function Bandeau({ ton = 'alerte', children, action }: Props) {
  const couleurs = ton === 'danger' ? 'bg-danger-doux text-danger' : 'bg-alerte-doux text-alerte';
  return (
    <div
      role={ton === 'danger' ? 'alert' : 'status'}
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2 text-sm sm:px-6 ${couleurs}`}
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-56">{children}</p>
      {action}
    </div>
  );
}

/** The storage of another tab stands in the way of this one's. */
function BandeauStockage() {
  const { t } = useTranslation('horsLigne');
  const { bloquee, perimee, reprises } = useStockage();
  if (perimee) {
    return (
      <Bandeau
        ton="danger"
        action={
          <Button taille="s" onClick={() => window.location.reload()}>
            {t('stockage.recharger')}
          </Button>
        }
      >
        {t('stockage.perimee')}
      </Bandeau>
    );
  }
  if (bloquee) return <Bandeau ton="danger">{t('stockage.bloquee')}</Bandeau>;
  if (reprises === 0) return null;
  return (
    <Bandeau
      action={
        <Button taille="s" onClick={() => useStockage.setState({ reprises: 0 })}>
          {t('stockage.reprisesVu')}
        </Button>
      }
    >
      {t('stockage.reprises', { count: reprises })}
    </Bandeau>
  );
}

/** The password is due, and captures go on meanwhile. */
function BandeauSession() {
  const { t } = useTranslation('horsLigne');
  const due = useConnexionDue((etat) => etat.due);
  const statut = useSession((session) => session.statut);
  if (!due || statut === 'expiree') return null;
  return (
    <Bandeau
      action={
        <Button taille="s" onClick={expireSession}>
          {t('seReconnecter')}
        </Button>
      }
    >
      {t('sessionDue')}
    </Bandeau>
  );
}

type Refus = 'appareil_refuse' | 'appareil_revoque';

/** Turned away: what was captured is kept, and a new log may be opened once that is settled. */
function BandeauRefus({ refus, onFait }: { refus: Refus; onFait: () => void }) {
  const { t } = useTranslation('horsLigne');
  const personne = useUtilisateur();
  const enLigne = useEnLigne();
  return (
    <Bandeau
      ton="danger"
      action={
        enLigne ? (
          <Button taille="s" onClick={() => void enrolAgain(personne).then(onFait, toastError)}>
            {t('refuse.recommencer')}
          </Button>
        ) : null
      }
    >
      {t(`refuse.${refus}`)} {t('pause.revoque')}
    </Bandeau>
  );
}

const RELIRE_MS = 60_000;

/** This device as the browser and the server see it: little room, or turned away. */
function BandeauAppareil() {
  const { t } = useTranslation('horsLigne');
  const { data, refetch } = useQuery({
    queryKey: ['appareil'],
    queryFn: readDevice,
    refetchInterval: RELIRE_MS,
  });
  useEffect(
    () =>
      onSignal((signal) => {
        if (signal === 'journal') void refetch();
      }),
    [refetch],
  );
  if (!data) return null;
  return (
    <>
      {data.refus ? <BandeauRefus refus={data.refus} onFait={() => void refetch()} /> : null}
      {isNearlyFull(data) ? <Bandeau>{t('stockage.presquePlein')}</Bandeau> : null}
    </>
  );
}

/** Away from the network, every list is as old as the last time the agency's feed came. */
function BandeauListes() {
  const { t } = useTranslation('horsLigne');
  const enLigne = useEnLigne();
  const le = useAgeStation(!enLigne);
  if (enLigne || le === null) return null;
  return (
    <p className="px-3 py-1 text-xs text-discret sm:px-6">
      {t('reseauCoupe')} · {t('listesAgence')} <Depuis le={le} />
    </p>
  );
}

export function Bandeaux() {
  return (
    <>
      <BandeauListes />
      <BandeauStockage />
      <BandeauSession />
      <BandeauAppareil />
    </>
  );
}
