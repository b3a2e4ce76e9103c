import { useTranslation } from 'react-i18next';
import { formatNombre, formatPoids } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { Jauge } from '@/ui/progress';
import type { Remplissage } from './queries';

const enM3 = (cm3: number): number => Math.round(cm3 / 10_000) / 100;

interface Ligne {
  valeur: number;
  maximum: number | null;
  texteDe: (n: number) => string;
}

/** kg then m³ of what is on board; a volume nobody measured nor limited is not shown. */
function useLignes({ poids_g, capacite_g, volume_cm3, capacite_cm3 }: Remplissage) {
  const langue = useLangue((etat) => etat.langue);
  const kg = (g: number): string => formatPoids(Math.round(g / 10) * 10, langue);
  const m3 = (cm3: number): string => `${formatNombre(enM3(cm3), langue)}\u00a0m³`;
  const poids: Ligne = { valeur: poids_g, maximum: capacite_g, texteDe: kg };
  const volume: Ligne = { valeur: volume_cm3, maximum: capacite_cm3, texteDe: m3 };
  return { poids, volume, montreVolume: volume_cm3 > 0 || capacite_cm3 !== null };
}

function Barre({ ligne, libelle, grande }: { ligne: Ligne; libelle: string; grande?: boolean }) {
  const { t } = useTranslation('vols');
  const valeur = ligne.texteDe(ligne.valeur);
  const texte =
    ligne.maximum === null
      ? t('sansCapacite', { valeur })
      : t('surCapacite', { valeur, maximum: ligne.texteDe(ligne.maximum) });
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3 text-xs text-discret">
        <span>{libelle}</span>
        <span className="chiffres text-right font-medium text-encre">{texte}</span>
      </div>
      {ligne.maximum === null ? null : (
        <Jauge libelle={libelle} valeur={ligne.valeur} maximum={ligne.maximum} grande={grande} />
      )}
    </div>
  );
}

/** The live fill of a flight. */
export function JaugesVol({ remplissage, grande }: { remplissage: Remplissage; grande?: boolean }) {
  const { t } = useTranslation('vols');
  const { poids, volume, montreVolume } = useLignes(remplissage);
  return (
    <div className="flex flex-col gap-2.5" aria-live="polite">
      <Barre ligne={poids} libelle={t('poids')} grande={grande} />
      {montreVolume ? <Barre ligne={volume} libelle={t('volume')} grande={grande} /> : null}
    </div>
  );
}

/** One thin line for lists. */
export function JaugeLigne({ remplissage }: { remplissage: Remplissage }) {
  const { t } = useTranslation('vols');
  const { poids } = useLignes(remplissage);
  const valeur = poids.texteDe(poids.valeur);
  if (poids.maximum === null) return <span className="chiffres whitespace-nowrap">{valeur}</span>;
  return (
    <div className="flex min-w-36 flex-col gap-1">
      <span className="chiffres text-xs whitespace-nowrap">
        {t('surCapacite', { valeur, maximum: poids.texteDe(poids.maximum) })}
      </span>
      <Jauge libelle={t('remplissage')} valeur={poids.valeur} maximum={poids.maximum} />
    </div>
  );
}
