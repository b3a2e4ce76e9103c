import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
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
  return (
    <Bloc titre={titre} note={note}>
      <div
        className={cn(
          '-mx-1.5 text-sm',
          grande && 'grid grid-cols-2 gap-x-6 sm:grid-cols-4 lg:grid-cols-4',
        )}
      >
        {lignes.map((fait: Fait) => (
          <LigneChiffre key={fait} titre={t(`faits.${fait}`)} to={LIENS_FAITS[fait]}>
            <Nombre n={faits[fait] ?? 0} className="font-semibold" />
          </LigneChiffre>
        ))}
      </div>
    </Bloc>
  );
}
