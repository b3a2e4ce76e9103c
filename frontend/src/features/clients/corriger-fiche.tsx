import { useTranslation } from 'react-i18next';
import type { FormulaireCorrection } from '@/lib/feature';
import { type ChampCorrige, Correction } from '@/ui/correction';

/** A refused change of a client's record: the fields it changed, and only those. */
export function CorrigerFicheClient({ payload, resume, ...reste }: FormulaireCorrection) {
  const { t } = useTranslation('horsLigne');
  const champs: readonly ChampCorrige[] = [
    { chemin: 'telephone', libelle: t('correction.telephone') },
    { chemin: 'nom', libelle: t('correction.nom') },
    { chemin: 'adresse', libelle: t('correction.adresse') },
  ];
  return (
    <Correction
      {...reste}
      payload={payload}
      titre={t('types.client.modifier')}
      description={resume}
      champs={champs.filter(({ chemin }) => payload[chemin] !== undefined)}
    />
  );
}
