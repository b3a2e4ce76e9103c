import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { levelOf, type Niveau, weaknesses } from '@/lib/mot-de-passe';

const RANG: Record<Niveau, number> = { faible: 1, moyen: 2, bon: 3 };
const TON: Record<Niveau, string> = {
  faible: 'bg-danger',
  moyen: 'bg-alerte',
  bon: 'bg-succes',
};
const CRANS = [1, 2, 3];

/** How strong the password being typed is, and in words why it is not stronger. */
export function Force({ motDePasse, soi }: { motDePasse: string; soi?: readonly string[] }) {
  const { t } = useTranslation('portes');
  if (motDePasse === '') return <p className="text-xs text-discret">{t('force.conseil')}</p>;
  const niveau = levelOf(motDePasse, soi);
  const fautes = weaknesses(motDePasse, soi);
  return (
    <div aria-live="polite" className="flex flex-col gap-1 text-xs">
      <div className="flex items-center gap-2">
        <span aria-hidden className="flex flex-1 gap-1">
          {CRANS.map((cran) => (
            <span
              key={cran}
              className={cn(
                'h-1 flex-1 rounded-full bg-creux',
                cran <= RANG[niveau] && TON[niveau],
              )}
            />
          ))}
        </span>
        <span className="font-medium">{t(`force.niveaux.${niveau}`)}</span>
      </div>
      {fautes.length > 0 ? (
        <ul className="text-discret">
          {fautes.map((faute) => (
            <li key={faute}>{t(`force.${faute}`)}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
