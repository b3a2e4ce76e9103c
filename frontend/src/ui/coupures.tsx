import { useTranslation } from 'react-i18next';
import { formatMontant } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { Argent } from './format';
import { Input } from './input';

/** Notes and coins in circulation, in minor units. BCEAO; People's Bank of China. */
export const COUPURES: Readonly<Record<string, readonly number[]>> = {
  XOF: [10_000, 5_000, 2_000, 1_000, 500, 250, 200, 100, 50, 25, 10, 5],
  CNY: [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10],
};

/** Value → how many, as the API takes it: `{"10000": 2}`. */
export type Compte = Record<string, number>;

export function totalOf(compte: Compte): number {
  return Object.entries(compte).reduce((somme, [valeur, n]) => somme + Number(valeur) * n, 0);
}

interface Props {
  devise: string;
  compte: Compte;
  onChange: (compte: Compte) => void;
}

/** Counts a till by denomination; the total is the only sum shown (the count is blind). */
export function Coupures({ devise, compte, onChange }: Props) {
  const { t } = useTranslation();
  const langue = useLangue(({ langue }) => langue);

  function change(valeur: number, saisie: string): void {
    const nombre = Number.parseInt(saisie, 10);
    const apres = { ...compte };
    if (Number.isNaN(nombre) || nombre <= 0) delete apres[String(valeur)];
    else apres[String(valeur)] = Math.min(nombre, 100_000);
    onChange(apres);
  }

  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{t('coupures.titre')}</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-1.5 sm:grid-cols-3">
        {(COUPURES[devise] ?? []).map((valeur) => {
          const ecrite = formatMontant({ montant: valeur, devise }, langue);
          return (
            <div key={valeur} className="flex items-center justify-between gap-2">
              <span className="chiffres text-sm whitespace-nowrap">{ecrite} ×</span>
              <Input
                type="number"
                min={0}
                inputMode="numeric"
                className="chiffres w-16 text-right sm:w-20"
                aria-label={t('coupures.nombre', { valeur: ecrite })}
                value={compte[String(valeur)] ?? ''}
                onChange={(event) => change(valeur, event.target.value)}
              />
            </div>
          );
        })}
      </div>
      <output className="flex justify-between border-t pt-2 text-sm font-semibold">
        {t('coupures.total')}
        <Argent valeur={{ montant: totalOf(compte), devise }} />
      </output>
    </fieldset>
  );
}
