import type { UseFormRegister } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Champ, Input } from '@/ui/input';
import type { ChampsVol } from './details-champs';
import { labelOffset } from './heure-locale';

interface HeureProps {
  champ: 'depart_prevu' | 'arrivee_prevue';
  libelle: string;
  fuseau: string;
  ville: string;
  inactif: boolean;
  erreur?: string;
  register: UseFormRegister<ChampsVol>;
}

/** A planned time, typed on the airport's own clock. */
export function ChampHeure({
  champ,
  libelle,
  fuseau,
  ville,
  inactif,
  erreur,
  register,
}: HeureProps) {
  const { t } = useTranslation('vols');
  const aide = t('details.heureLocale', { ville, decalage: labelOffset(fuseau) });
  return (
    <Champ libelle={libelle} aide={aide} erreur={erreur} className="col-span-2">
      {(lien) => (
        <Input
          {...lien}
          type="datetime-local"
          className="chiffres"
          disabled={inactif}
          {...register(champ)}
        />
      )}
    </Champ>
  );
}
