import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { formatPoids } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { useNow } from '@/lib/now';
import { BadgeVol } from '@/ui/badge';
import { ErrorState } from '@/ui/error-state';
import { Moment, Nombre } from '@/ui/format';
import { Avancement, Jauge } from '@/ui/progress';
import { Lignes } from '@/ui/skeleton';
import { Bloc } from './bloc';
import { useAvancement, useVolsEnCours, type VolEnCours } from './queries';

/** Past its hour and still in the air: somebody forgot, or should ask. */
function Attendu({ vol }: { vol: VolEnCours }) {
  const { t } = useTranslation('tableau');
  const now = useNow();
  const retard = vol.arrivee_prevue !== null && Date.parse(vol.arrivee_prevue) < now;
  return (
    <p className={cn('text-xs text-discret', retard && 'text-alerte')}>
      {retard ? t('vols.enRetard') : t('vols.arriveePrevue')}{' '}
      <Moment
        le={vol.arrivee_prevue}
        fuseau={vol.fuseau_arrivee}
        className={cn(!retard && 'text-encre')}
      />
    </p>
  );
}

function Remplissage({ vol }: { vol: VolEnCours }) {
  const { t } = useTranslation('tableau');
  const langue = useLangue((etat) => etat.langue);
  const { poids_g, capacite_g } = vol.remplissage;
  const poids = formatPoids(poids_g, langue);
  if (!capacite_g) return <p className="chiffres text-xs text-discret">{poids}</p>;
  return (
    <Jauge
      libelle={t('vols.remplissage')}
      valeur={poids_g}
      maximum={capacite_g}
      texte={`${poids} / ${formatPoids(capacite_g, langue)}`}
    />
  );
}

/** Loading: against capacity. In the air: when it lands. Landed: cartons checked in. */
function Progres({ vol }: { vol: VolEnCours }) {
  const { t } = useTranslation('tableau');
  const { data } = useAvancement(vol);
  if (vol.statut === 'ouvert' || vol.statut === 'cloture') return <Remplissage vol={vol} />;
  if (vol.statut === 'parti') return <Attendu vol={vol} />;
  if (data && data.attendus > 0) {
    return (
      <Avancement
        libelle={t('vols.pointage')}
        valeur={data.pointes}
        maximum={data.attendus}
        texte={t('vols.pointes', { pointes: data.pointes, attendus: data.attendus })}
      />
    );
  }
  return (
    <p className="text-xs text-discret">
      {t('vols.arriveLe')}{' '}
      <Moment le={vol.arrive_le} fuseau={vol.fuseau_arrivee} className="text-encre" />
    </p>
  );
}

function Vol({ vol }: { vol: VolEnCours }) {
  const { t } = useTranslation('tableau');
  const { colis } = vol.remplissage;
  const route = [vol.aeroport_depart, vol.aeroport_arrivee ?? vol.pays_destination]
    .filter(Boolean)
    .join(' → ');
  return (
    <Link
      to={`/vols/${vol.id}`}
      className="group -mx-1.5 flex flex-col gap-1.5 rounded px-1.5 py-2 hover:bg-creux"
    >
      <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <span className="chiffres font-semibold group-hover:underline">
          {vol.numero || t('vols.sansNumero')}
        </span>
        <BadgeVol etat={vol.statut} />
        <span className="text-xs text-discret">{route}</span>
        <span className="ml-auto text-xs text-discret">
          <Nombre n={colis} className="font-semibold text-encre" />{' '}
          {t('vols.colis', { count: colis })}
        </span>
      </span>
      <Progres vol={vol} />
    </Link>
  );
}

/** Flights from the first carton aboard to the end of the check-in. */
export function VolsEnCours({ pays }: { pays: string }) {
  const { t } = useTranslation('tableau');
  const { items, chargement, erreur, reste, reessayer } = useVolsEnCours(pays);
  const corps = (() => {
    if (chargement) return <Lignes nombre={3} />;
    if (erreur && items.length === 0) return <ErrorState erreur={erreur} onReessayer={reessayer} />;
    if (items.length === 0) return <p className="text-sm text-discret">{t('vols.aucun')}</p>;
    return (
      <ul className="-my-1 flex flex-col divide-y">
        {items.map((vol) => (
          <li key={vol.id}>
            <Vol vol={vol} />
          </li>
        ))}
      </ul>
    );
  })();
  return (
    <Bloc
      titre={t('vols.titre')}
      note={
        <Link to="/vols" className="hover:underline">
          {reste ? t('vols.tousPlus') : t('vols.tous')}
        </Link>
      }
    >
      {corps}
    </Bloc>
  );
}
