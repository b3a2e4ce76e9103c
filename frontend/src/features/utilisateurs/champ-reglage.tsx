import { useTranslation } from 'react-i18next';
import { decimalesOf, formatMontant, parseMontant, symboleOf } from '@/lib/format';
import { Case, Input, InputUnite } from '@/ui/input';
import { Segments } from '@/ui/select';
import type { Genre, Silence, Valeurs } from './reglages-queries';

type Valeur = Valeurs[keyof Valeurs];

interface Props {
  genre: Genre;
  libelle: string;
  unite: string;
  valeur: Valeur;
  devise: string;
  maximum?: number;
  onChange: (valeur: Valeur) => void;
}

const ARRONDIS = ['0', '5', '25'] as const;

/** Digits only, as a number no larger than the server takes. */
export function parseEntier(saisie: string, maximum: number): number {
  const nombre = Number.parseInt(saisie.replace(/\D/g, '') || '0', 10);
  return Math.min(nombre, maximum);
}

function ChampSilence({
  valeur,
  onChange,
}: {
  valeur: Silence | false | null;
  onChange: (valeur: Valeur) => void;
}) {
  const { t } = useTranslation('utilisateurs');
  const mode = valeur === null ? 'maison' : valeur === false ? 'aucun' : 'heures';
  const heures: Silence = valeur || { debut: '21:00', fin: '07:00' };
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      <Segments
        libelle={t('reglages.cles.notifications_silence.titre')}
        choix={(['maison', 'heures', 'aucun'] as const).map((un) => ({
          valeur: un,
          libelle: t(`reglages.silence.${un}`),
        }))}
        valeur={mode}
        onChange={(un) => onChange(un === 'maison' ? null : un === 'aucun' ? false : heures)}
      />
      {mode === 'heures' ? (
        <span className="flex items-center gap-1.5">
          {(['debut', 'fin'] as const).map((borne) => (
            <Input
              key={borne}
              type="time"
              className="w-28"
              aria-label={t(`reglages.silence.${borne}`)}
              value={heures[borne]}
              onChange={(event) => onChange({ ...heures, [borne]: event.target.value })}
            />
          ))}
        </span>
      ) : null}
    </div>
  );
}

/** One setting's control, by its kind. */
export function ChampReglage({ genre, libelle, unite, valeur, devise, maximum, onChange }: Props) {
  const { t } = useTranslation('utilisateurs');
  switch (genre) {
    case 'bascule':
      return (
        <Case
          aria-label={libelle}
          libelle={valeur ? t('reglages.oui') : t('reglages.non')}
          checked={valeur === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case 'argent':
      return (
        <InputUnite
          aria-label={libelle}
          className="sm:w-44"
          unite={symboleOf(devise)}
          defaultValue={formatMontant({ montant: Number(valeur), devise })}
          onChange={(event) => {
            const montant = parseMontant(event.target.value, devise);
            if (montant !== null) onChange(montant);
          }}
          inputMode={decimalesOf(devise) > 0 ? 'decimal' : 'numeric'}
        />
      );
    case 'entier':
      return (
        <InputUnite
          aria-label={libelle}
          className="sm:w-44"
          unite={unite}
          inputMode="numeric"
          value={String(valeur)}
          onChange={(event) => onChange(parseEntier(event.target.value, maximum ?? 1000))}
        />
      );
    case 'arrondi':
      return (
        <Segments
          libelle={libelle}
          choix={ARRONDIS.map((un) => ({
            valeur: un,
            libelle: un === '0' ? t('reglages.aucunArrondi') : `${un} ${symboleOf(devise)}`,
          }))}
          valeur={ARRONDIS.find((un) => un === String(valeur)) ?? '0'}
          onChange={(un) => onChange(Number(un) as 0 | 5 | 25)}
        />
      );
    default:
      return <ChampSilence valeur={valeur as Silence | false | null} onChange={onChange} />;
  }
}
