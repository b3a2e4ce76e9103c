import { BellOff, BellRing, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNow } from '@/lib/now';
import { usePaysVu } from '@/lib/pays-vu';
import { Attente } from '@/ui/attente';
import { Badge } from '@/ui/badge';
import { Depuis, Moment } from '@/ui/format';
import { Carte } from '@/ui/page';
import { type Alerte, NATURES, type Nature, useAlertes } from './queries';

/** Where each trouble is looked at. */
const VERS: Readonly<Record<Nature, string>> = {
  echecs: '/messages?statut=echec',
  permanents: '/messages?onglet=souffrance&parque=echec_permanent',
  taux: '/messages?statut=echec',
  ligne: '/messages?onglet=lignes',
  attente: '/messages?statut=en_attente&tri=cree_le',
  sans_accuse: '/messages?statut=envoye',
  gabarit: '/messages?onglet=textes',
};

const GRAVES: readonly Nature[] = ['ligne', 'taux', 'attente'];

function linkOf(alerte: Alerte): string {
  if (alerte.nature !== 'gabarit') return VERS[alerte.nature];
  const { etape, langue } = alerte.valeurs;
  return `${VERS.gabarit}&gabarit=${etape}&langue=${langue}&du=${alerte.pays}`;
}

/** The figures of its sentence, the step in the reader's words. */
function useValeurs(): (alerte: Alerte) => Record<string, string | number> {
  const { t } = useTranslation('notifications');
  return ({ valeurs }) =>
    valeurs.etape
      ? {
          ...valeurs,
          etape: t(`etapes.${valeurs.etape as 'recu'}`, { defaultValue: valeurs.etape }),
        }
      : valeurs;
}

function Une({ alerte }: { alerte: Alerte }) {
  const { t } = useTranslation(['veille', 'commun']);
  const valeurs = useValeurs()(alerte);
  const connue = NATURES.includes(alerte.nature);
  return (
    <li className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge ton={GRAVES.includes(alerte.nature) ? 'danger' : 'alerte'}>
          <BellRing aria-hidden />
          {t(`commun:pays.${alerte.pays as 'ML'}`)}
        </Badge>
        <h3 className="font-medium">
          {connue ? t(`natures.${alerte.nature}.cause`, valeurs) : alerte.detail}
        </h3>
      </div>
      {connue ? (
        <p className="text-sm text-discret">
          {t(`natures.${alerte.nature}.faire`)}{' '}
          <Link to={linkOf(alerte)} className="text-accent-texte underline underline-offset-4">
            {t(`natures.${alerte.nature}.voir`)}
          </Link>
        </p>
      ) : null}
      <Sonnerie alerte={alerte} />
    </li>
  );
}

/** Since when, and when it rings again: the same alarm rests an hour. */
function Sonnerie({ alerte }: { alerte: Alerte }) {
  const { t } = useTranslation('veille');
  const silence = alerte.silence_jusqu_le;
  const now = useNow();
  const muette = silence !== null && Date.parse(silence) > now;
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-discret">
      {alerte.depuis_le ? (
        <span>
          {t('depuis')} <Depuis le={alerte.depuis_le} />
        </span>
      ) : (
        <span>{t('aLinstant')}</span>
      )}
      {alerte.sonnee_le ? (
        <span>
          · {t('sonnee', { count: alerte.fois })} <Moment le={alerte.sonnee_le} />
        </span>
      ) : null}
      {muette ? (
        <span className="inline-flex items-center gap-1">
          · <BellOff aria-hidden className="size-3" /> {t('silence')}{' '}
          <Moment le={silence} style="heure" />
        </span>
      ) : null}
    </p>
  );
}

/** What is wrong now: cause, since when, what to do. */
export function Alertes() {
  const { t } = useTranslation('veille');
  const alertes = useAlertes();
  const pays = usePaysVu();
  const ici = (alertes.data ?? []).filter((une) => pays === null || une.pays === pays);
  return (
    <Carte titre={ici.length > 0 ? t('alertes', { count: ici.length }) : t('titre')}>
      <Attente
        pret={alertes.data !== undefined}
        erreur={alertes.error}
        onReessayer={() => void alertes.refetch()}
        lignes={2}
      />
      {alertes.data && ici.length === 0 ? (
        <p className="flex items-center gap-2 text-sm text-discret">
          <CircleCheck aria-hidden className="size-4 text-succes" />
          {t('calme')}
        </p>
      ) : null}
      {ici.length > 0 ? (
        <ul className="flex flex-col divide-y">
          {ici.map((alerte) => (
            <Une key={`${alerte.pays}-${alerte.cle}`} alerte={alerte} />
          ))}
        </ul>
      ) : null}
    </Carte>
  );
}
