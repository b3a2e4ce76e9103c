import { Check, CircleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { hasCode } from '@/lib/problem';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { ErreurAction } from '@/ui/error-state';
import { Carte } from '@/ui/page';
import { toast } from '@/ui/toast';
import { useCloture, type Vol } from './queries';

interface Point {
  cle: string;
  libelle: string;
  fait: boolean;
  /** Beyond it one may go, with a reason. */
  souple?: boolean;
}

const CHAMPS = [
  'numero',
  'lta',
  'compagnie',
  'aeroport_depart',
  'aeroport_arrivee',
  'depart_prevu',
  'arrivee_prevue',
] as const;

const within = (valeur: number, maximum: number | null): boolean =>
  maximum === null || valeur <= maximum;

/** What closing asks, in the order a person fills it in. */
function usePoints({ champs_manquants, remplissage }: Vol, nonEnvoyes: number): Point[] {
  const { t } = useTranslation('vols');
  const { colis, bloques, poids_g, capacite_g, volume_cm3, capacite_cm3 } = remplissage;
  return [
    ...CHAMPS.map((champ) => ({
      cle: champ,
      libelle: t(`cloture.champs.${champ}`),
      fait: !champs_manquants.includes(champ),
    })),
    { cle: 'colis', libelle: t('cloture.auMoinsUn'), fait: colis > 0 },
    { cle: 'blocage', libelle: t('cloture.sansBlocage'), fait: bloques === 0 },
    {
      cle: 'capacite',
      libelle: t('cloture.capacite'),
      fait: within(poids_g, capacite_g) && within(volume_cm3, capacite_cm3),
      souple: true,
    },
    { cle: 'envoye', libelle: t('cloture.envoye'), fait: nonEnvoyes === 0 },
  ];
}

const iconeDe = ({ fait, souple }: Point) => {
  if (fait) return Check;
  return souple ? CircleAlert : X;
};

const couleurDe = ({ fait, souple }: Point): string => {
  if (fait) return 'text-succes';
  return souple ? 'text-alerte' : 'text-danger';
};

function LignePoint({ point }: { point: Point }) {
  const Icone = iconeDe(point);
  return (
    <li className="flex items-center gap-2 py-0.5 text-sm">
      <Icone aria-hidden className={cn('size-4 shrink-0', couleurDe(point))} strokeWidth={2.5} />
      <span className={point.fait ? 'text-discret' : 'font-medium'}>{point.libelle}</span>
    </li>
  );
}

interface Props {
  vol: Vol;
  peutCloturer: boolean;
  nonEnvoyes: number;
}

/** The checklist, then the one button that freezes the flight. */
export function ClotureVol({ vol, peutCloturer, nonEnvoyes }: Props) {
  const { t } = useTranslation('vols');
  const points = usePoints(vol, nonEnvoyes);
  const [depassement, setDepassement] = useState(false);
  const { mutateAsync, isPending, error } = useCloture(vol.id);
  const manquants = points.filter(({ fait, souple }) => !fait && !souple);
  const deborde = points.some(({ fait, souple }) => !fait && souple);

  /** By promise: the live refresh may take this card away before the answer is handled. */
  function close(motif?: string): void {
    mutateAsync(motif).then(
      ({ version_manifeste }) => {
        setDepassement(false);
        toast('succes', t('cloture.faite', { version: version_manifeste }));
      },
      (erreur: unknown) => {
        if (hasCode(erreur, 'capacite_depassee')) setDepassement(true);
      },
    );
  }

  return (
    <Carte
      titre={t('cloture.titre')}
      actions={
        <span
          className={cn(
            'text-xs font-medium',
            manquants.length === 0 ? 'text-succes' : 'text-danger',
          )}
        >
          {manquants.length === 0
            ? t('cloture.pret')
            : t('cloture.manque', { count: manquants.length })}
        </span>
      }
    >
      <ul className="grid grid-cols-1 gap-x-4 sm:grid-cols-2 xl:grid-cols-1">
        {points.map((point) => (
          <LignePoint key={point.cle} point={point} />
        ))}
      </ul>
      <div className="mt-3 flex flex-col gap-2 border-t pt-3">
        <p className="text-xs text-discret">
          {peutCloturer ? t('cloture.figera') : t('cloture.reserve')}
        </p>
        {depassement ? null : <ErreurAction erreur={error} />}
        {peutCloturer ? (
          <Button
            variante="principal"
            disabled={manquants.length > 0}
            occupe={isPending}
            onClick={() => (deborde ? setDepassement(true) : close())}
          >
            {t('cloture.action')}
          </Button>
        ) : null}
      </div>
      <DemandeMotif
        ouvert={depassement}
        onOuvert={setDepassement}
        titre={t('cloture.depassement')}
        description={t('cloture.depassementAide')}
        libelle={t('cloture.motifDepassement')}
        action={t('cloture.action')}
        occupe={isPending}
        erreur={hasCode(error, 'capacite_depassee') ? undefined : error}
        onValider={close}
      />
    </Carte>
  );
}
