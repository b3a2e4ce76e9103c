import { useTranslation } from 'react-i18next';
import { symboleOf } from '@/lib/format';
import { Champ, InputUnite } from '@/ui/input';

interface Props {
  devise: string;
  valeur: string;
  onChange: (valeur: string) => void;
  aide: string;
  /** Why this amount cannot be; null when it can. */
  refus: string | null;
}

/** What of the missing cash its cashier will owe. */
export function EspecesACharge({ devise, valeur, onChange, aide, refus }: Props) {
  const { t } = useTranslation('appareils');
  return (
    <Champ libelle={t('actes.especes')} aide={aide} {...(refus ? { erreur: refus } : {})}>
      {(lien) => (
        <InputUnite
          {...lien}
          unite={symboleOf(devise)}
          inputMode="numeric"
          value={valeur}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Champ>
  );
}
