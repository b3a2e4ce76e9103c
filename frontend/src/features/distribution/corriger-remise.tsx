import { useTranslation } from 'react-i18next';
import type { FormulaireCorrection } from '@/lib/feature';
import { type ChampCorrige, Correction, valueAt } from '@/ui/correction';
import { NATURES } from './remise';

/**
 * A refused hand-over: what was written of its proof and of who took the cartons. The cartons, the
 * signature and the money stay as they were: they are what happened.
 */
export function CorrigerRemise({ payload, resume, ...reste }: FormulaireCorrection) {
  const { t } = useTranslation(['horsLigne', 'distribution']);
  const natures = NATURES.map((valeur) => ({
    valeur,
    libelle: t(`distribution:natures.${valeur}`),
  }));
  const champs: readonly (ChampCorrige & { si: string })[] = [
    {
      si: 'preuve.numero',
      chemin: 'preuve.nature',
      libelle: t('correction.nature'),
      choix: natures,
    },
    { si: 'preuve.numero', chemin: 'preuve.numero', libelle: t('correction.numero') },
    { si: 'preuve.motif', chemin: 'preuve.motif', libelle: t('correction.motif') },
    { si: 'retirant', chemin: 'retirant.nom', libelle: t('correction.retirant') },
    {
      si: 'retirant',
      chemin: 'retirant.telephone',
      libelle: t('correction.retirantTel'),
      libre: true,
    },
    {
      si: 'retirant',
      chemin: 'retirant.piece',
      libelle: t('correction.retirantPiece'),
      libre: true,
    },
    { si: 'garantie', chemin: 'garantie.garant', libelle: t('correction.garant') },
    { si: 'garantie', chemin: 'garantie.motif', libelle: t('correction.garantieMotif') },
  ];
  return (
    <Correction
      {...reste}
      payload={payload}
      titre={t('types.remise.effectuer')}
      description={resume}
      champs={champs.filter(({ si }) => valueAt(payload, si) !== undefined)}
    />
  );
}
