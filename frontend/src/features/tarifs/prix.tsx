import { useTranslation } from 'react-i18next';
import { formatNombre } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { Argent } from '@/ui/format';
import { DIVISION, type Tarif } from './grille';

/** `9 500 FCFA / kg`. */
export function PrixUnite({ tarif }: { tarif: Tarif }) {
  const { t } = useTranslation('tarifs');
  return (
    <span className="whitespace-nowrap">
      <Argent valeur={tarif.prix} className="font-semibold" />
      <span className="text-discret"> / {t(`unites.${tarif.unite}`)}</span>
    </span>
  );
}

/** Weight breaks in the unit people speak: `dès 10 kg`. */
export function Paliers({ tarif }: { tarif: Tarif }) {
  const { t } = useTranslation('tarifs');
  const langue = useLangue((etat) => etat.langue);
  if (tarif.paliers.length === 0) return null;
  return (
    <ul className="text-xs text-discret">
      {tarif.paliers.map(({ seuil, prix }) => (
        <li key={seuil} className="flex justify-between gap-3">
          <span>
            {t('des', {
              seuil: formatNombre(seuil / DIVISION[tarif.unite], langue),
              unite: t(`unites.${tarif.unite}`),
            })}
          </span>
          <Argent valeur={{ montant: prix, devise: tarif.prix.devise }} />
        </li>
      ))}
    </ul>
  );
}

/** Minimum, divisor and step, on one quiet line. */
export function Conditions({ tarif }: { tarif: Tarif }) {
  const { t } = useTranslation('tarifs');
  const langue = useLangue((etat) => etat.langue);
  return (
    <span className="flex flex-wrap gap-x-2 text-xs text-discret">
      {tarif.minimum.montant > 0 ? (
        <span className="after:ml-2 after:content-['·'] last:after:content-none">
          {t('minimum')} <Argent valeur={tarif.minimum} />
        </span>
      ) : null}
      {tarif.unite === 'kg' ? (
        <span className="chiffres">
          {tarif.diviseur === null ? t('poidsExact') : `÷ ${tarif.diviseur}`} ·{' '}
          {t('pas', { pas: formatNombre(tarif.pas_g, langue) })}
        </span>
      ) : null}
    </span>
  );
}
