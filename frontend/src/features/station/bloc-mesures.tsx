import { Scale } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatPoids } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { cleErreur } from '@/station/erreurs';
import { Badge } from '@/ui/badge';
import { Champ, champClasses, Input, InputUnite } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { posteGestes, usePoste } from './poste';
import { usePreferences } from './preferences';
import { dimensionsOf, parseCm, poidsOf, splitDimensions, volumeOf } from './saisies';
import type { Reception } from './use-reception';

/** What the plate says right now, and why it cannot be taken yet. */
function Plateau() {
  const { t } = useTranslation(['station', 'materiel']);
  const langue = useLangue((etat) => etat.langue);
  const voulue = usePreferences((etat) => etat.balance !== null);
  const { etat, lecture, erreur } = usePoste(({ balance }) => balance);
  if (!voulue) return null;
  if (erreur) {
    return <p className="text-xs font-medium text-danger">{t(`materiel:${cleErreur(erreur)}`)}</p>;
  }
  if (etat !== 'connectee' || !lecture) {
    return <p className="text-xs text-alerte">{t(`balance.${etat}`)}</p>;
  }
  return (
    <p className="flex items-center gap-1.5 text-xs" data-plateau={lecture.motif ?? 'stable'}>
      <Scale aria-hidden className="size-3.5 text-discret" />
      <span className="chiffres font-semibold">
        {lecture.grams === null ? '—' : formatPoids(Math.round(lecture.grams), langue)}
      </span>
      <span className={lecture.motif ? 'text-alerte' : 'text-succes'}>
        {lecture.motif ? t(`materiel:motif.${lecture.motif}`) : t('balance.stable')}
      </span>
    </p>
  );
}

/** The weight as the counter reads it across the bench; typed by hand it says so. */
function Poids({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const langue = useLangue((etat) => etat.langue);
  const voulue = usePreferences((etat) => etat.balance !== null);
  const grammes = poidsOf(r.b);
  const faux = r.b.poids.trim() !== '' && grammes === null;
  const manque = r.manquesVus && r.manques.includes('poids');
  const main = voulue && grammes !== null && r.b.source_poids === 'manuel';
  return (
    <div className="flex flex-col gap-1">
      <Champ
        libelle={t('poids')}
        erreur={faux ? t('poidsFaux') : manque ? t('manque.poids') : undefined}
        aide={grammes === null ? t('poidsAide') : formatPoids(grammes, langue)}
      >
        {(lien) => (
          <div className="relative">
            <input
              {...lien}
              data-etape="poids"
              data-source={r.b.source_poids}
              inputMode="decimal"
              autoComplete="off"
              placeholder="0,00"
              className={cn(
                champClasses,
                'chiffres h-20 pr-16 text-right font-bold tracking-tight placeholder:text-discret/35 pointer-coarse:h-20',
                // Grams read off the scale take six figures where hands type four.
                r.b.poids.length > 5
                  ? 'text-4xl pointer-coarse:text-4xl'
                  : 'text-5xl pointer-coarse:text-5xl',
              )}
              value={r.b.poids}
              onChange={(event) => {
                posteGestes().desarmer();
                r.change({ poids: event.target.value, source_poids: 'manuel', trame: '' });
              }}
            />
            <span className="pointer-events-none absolute right-4 bottom-4 text-lg text-discret">
              kg
            </span>
          </div>
        )}
      </Champ>
      <div className="flex flex-wrap items-center gap-2">
        <Plateau />
        {main ? <Badge ton="alerte">{t('poidsMain')}</Badge> : null}
        {r.b.source_poids === 'balance' ? (
          <span className="inline-flex items-center gap-1.5 text-xs text-discret">
            <Kbd>F3</Kbd>
            {t('gestes.peser')}
          </span>
        ) : null}
      </div>
    </div>
  );
}

const COTES = ['longueur', 'largeur', 'hauteur'] as const;

const isFausse = (saisie: string): boolean =>
  saisie !== '' && parseCm(saisie) === null && splitDimensions(saisie) === null;

function Cotes({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const { dimensions } = r.b;

  function type(rang: number, saisie: string): void {
    const apres: [string, string, string] = [...dimensions];
    apres[rang] = saisie;
    r.change({ dimensions: apres });
  }

  return (
    <div className="grid grid-cols-3 gap-2">
      {COTES.map((cote, rang) => {
        const saisie = dimensions[rang] ?? '';
        return (
          <Champ key={cote} libelle={t(`cotes.${cote}`)}>
            {(lien) => (
              <Input
                {...lien}
                aria-invalid={isFausse(saisie) ? true : undefined}
                data-etape={cote}
                inputMode="decimal"
                autoComplete="off"
                className="chiffres h-11 text-center text-lg font-semibold"
                value={saisie}
                onChange={(event) => type(rang, event.target.value)}
              />
            )}
          </Champ>
        );
      })}
    </div>
  );
}

/** Volumetric beside real: the larger one is billed. */
function Volumetrique({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const langue = useLangue((etat) => etat.langue);
  const dimensions = dimensionsOf(r.b);
  const connu = r.prix.devis ?? r.prix.estimation;
  if (dimensions === null) {
    return <p className="text-xs font-medium text-danger">{t('manque.dimensions')}</p>;
  }
  if (dimensions === 'vides') return <p className="text-xs text-discret">{t('dimensionsAide')}</p>;
  if (!connu || connu.poids_volumetrique_g === null) {
    return <p className="text-xs text-discret">{t('sansVolumetrique')}</p>;
  }
  const parVolume = connu.poids_volumetrique_g > (poidsOf(r.b) ?? 0);
  return (
    <p className={cn('text-xs', parVolume ? 'font-semibold text-alerte' : 'text-discret')}>
      {t(parVolume ? 'volumetriqueFacture' : 'volumetrique', {
        poids: formatPoids(connu.poids_volumetrique_g, langue),
      })}
    </p>
  );
}

/** For goods billed by the cubic metre, or bundles nobody can measure edge by edge. */
function Volume({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  return (
    <Champ
      libelle={t('volume')}
      erreur={volumeOf(r.b) === 'faux' ? t('manque.volume') : undefined}
      className="w-36"
    >
      {(lien) => (
        <InputUnite
          {...lien}
          data-etape="volume"
          unite="m³"
          placeholder={t('facultatif')}
          value={r.b.volume}
          onChange={(event) => r.change({ volume: event.target.value })}
        />
      )}
    </Champ>
  );
}

export function BlocMesures({ r }: { r: Reception }) {
  return (
    <div className="grid gap-4 sm:grid-cols-[minmax(0,15rem)_minmax(0,1fr)]">
      <Poids r={r} />
      <div className="flex flex-col gap-1.5">
        <Cotes r={r} />
        <Volumetrique r={r} />
        {r.prix.tarif?.unite === 'm3' || r.b.volume !== '' ? <Volume r={r} /> : null}
      </div>
    </div>
  );
}
