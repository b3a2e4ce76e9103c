import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Nombre } from '@/ui/format';
import { Bloc, LigneChiffre } from './bloc';
import { type Fait, faitsOf, LIENS_FAITS } from './chiffres';

/** The day's acts of a country, or of one person. */
export function Journee({
  titre,
  pays,
  faits,
  note,
  grande = false,
}: {
  titre: string;
  pays: string;
  faits: Record<string, number>;
  note?: string;
  grande?: boolean;
}) {
  const { t } = useTranslation('tableau');
  const lignes = faitsOf(pays);
  if (grande) {
    return (
      <Bloc titre={titre} note={note}>
        <div className="-mx-2 grid grid-cols-2 gap-y-1 sm:-mx-3 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
          {lignes.map((fait) => (
            <Link
              key={fait}
              to={LIENS_FAITS[fait]}
              className="flex flex-col gap-1.5 rounded-md px-2 py-2 hover:bg-creux sm:px-3"
            >
              <span className="truncate text-xs text-discret">{t(`faits.${fait}`)}</span>{' '}
              <Nombre n={faits[fait] ?? 0} className="text-xl leading-none font-semibold" />
            </Link>
          ))}
        </div>
      </Bloc>
    );
  }
  return (
    <Bloc titre={titre} note={note}>
      <div className="-mx-1.5 text-sm">
        {lignes.map((fait: Fait) => (
          <LigneChiffre key={fait} titre={t(`faits.${fait}`)} to={LIENS_FAITS[fait]}>
            <Nombre n={faits[fait] ?? 0} className="font-semibold" />
          </LigneChiffre>
        ))}
      </div>
    </Bloc>
  );
}
