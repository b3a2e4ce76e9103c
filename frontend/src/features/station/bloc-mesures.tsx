import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatPoids } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { Champ, champClasses, Input } from '@/ui/input';
import { dimensionsOf, parseCm, poidsOf, splitDimensions } from './brouillon';
import type { Reception } from './use-reception';

const COTES = ['longueur', 'largeur', 'hauteur'] as const;

/** The weight as the counter reads it across the bench. */
function Poids({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const langue = useLangue((etat) => etat.langue);
  const grammes = poidsOf(r.b);
  const faux = r.b.poids.trim() !== '' && grammes === null;
  const manque = r.manquesVus && r.manques.includes('poids');
  return (
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
            inputMode="decimal"
            autoComplete="off"
            placeholder="0,00"
            className={cn(
              champClasses,
              'chiffres h-20 pr-16 text-right text-5xl font-bold tracking-tight placeholder:text-discret/35 pointer-coarse:h-20 pointer-coarse:text-5xl',
            )}
            value={r.b.poids}
            onChange={(event) => r.change({ poids: event.target.value })}
          />
          <span className="pointer-events-none absolute right-4 bottom-4 text-lg text-discret">
            kg
          </span>
        </div>
      )}
    </Champ>
  );
}

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

export function BlocMesures({ r }: { r: Reception }) {
  return (
    <div className="grid gap-4 sm:grid-cols-[minmax(0,15rem)_minmax(0,1fr)]">
      <Poids r={r} />
      <div className="flex flex-col gap-1.5">
        <Cotes r={r} />
        <Volumetrique r={r} />
      </div>
    </div>
  );
}
