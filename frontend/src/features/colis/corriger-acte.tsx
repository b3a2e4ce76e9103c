import { useTranslation } from 'react-i18next';
import type { FormulaireCorrection } from '@/lib/feature';
import { Correction, enKilos } from '@/ui/correction';

/** A refused weighing or cancellation. A weight put right by hand is no longer the scale's. */
export function CorrigerActeColis({ type, resume, onEnvoyer, ...reste }: FormulaireCorrection) {
  const { t } = useTranslation('horsLigne');
  const pesee = type === 'colis.peser';
  const send = (payload: Record<string, unknown>): void =>
    onEnvoyer(pesee ? { ...payload, source_poids: 'manuel', trame_balance: undefined } : payload);
  return (
    <Correction
      {...reste}
      titre={t(`types.${type as 'colis.peser'}`)}
      description={resume}
      onEnvoyer={send}
      champs={[
        pesee
          ? { chemin: 'poids_g', libelle: t('correction.poids'), ...enKilos }
          : { chemin: 'motif', libelle: t('correction.motif') },
      ]}
    />
  );
}
