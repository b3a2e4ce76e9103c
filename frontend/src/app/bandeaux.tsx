import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { expireSession, useConnexionDue, useSession, useUtilisateur } from '@/lib/session';
import { isNearlyFull, readDevice } from '@/offline/appareil';
import { enrolAgain } from '@/offline/enrolement';
import { useAgeStation } from '@/offline/portees';
import { onSignal } from '@/offline/signal';
import { Button } from '@/ui/button';
import { Depuis } from '@/ui/format';
import { toastError } from '@/ui/toast';
import { Bandeau } from './bandeau';
import { BandeauStockage } from './bandeau-stockage';
import { useEnLigne } from './indicateur-file';

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
