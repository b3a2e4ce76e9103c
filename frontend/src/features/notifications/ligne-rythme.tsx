import { useTranslation } from 'react-i18next';
import { Nombre } from '@/ui/format';
import { Champ, InputUnite } from '@/ui/input';
import { capacityOf, type Rythme, readRythme } from './ligne-brouillon';

/** The gaps between two sends, the day's cap, and what they make of a day. */
export function ChampsRythme({
  rythme,
  onRythme,
}: {
  rythme: Rythme;
  onRythme: (rythme: Rythme) => void;
}) {
  const { t } = useTranslation('lignes');
  const { lu, faux } = readRythme(rythme);
  const champ = (nom: keyof Rythme, unite: string) => (
    <Champ
      libelle={t(`rythme.${nom}`)}
      erreur={faux.includes(nom) ? t(`rythme.${nom}Faux`) : undefined}
    >
      {(lien) => (
        <InputUnite
          {...lien}
          unite={unite}
          value={rythme[nom]}
          onChange={(event) => onRythme({ ...rythme, [nom]: event.target.value })}
        />
      )}
    </Champ>
  );
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-[0.8125rem] font-semibold">{t('rythme.titre')}</legend>
      <div className="grid grid-cols-2 gap-3">
        {champ('min', 's')}
        {champ('max', 's')}
      </div>
      {champ('plafond', t('rythme.messages'))}
      <p className="text-xs text-discret">
        {lu ? (
          <>
            {t('rythme.capacite')} <Nombre n={capacityOf(lu)} className="font-semibold" />.{' '}
          </>
        ) : null}
        {t('rythme.aide')}
      </p>
    </fieldset>
  );
}
