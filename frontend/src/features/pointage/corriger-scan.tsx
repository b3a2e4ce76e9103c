import { useTranslation } from 'react-i18next';
import { formatCodeSuivi } from '@/lib/code-suivi';
import type { FormulaireCorrection } from '@/lib/feature';
import { Correction } from '@/ui/correction';
import { useVolsAPointer } from './queries';

/** A refused scan: the flight it was made for, or the code that was read. */
export function CorrigerScan({ resume, onEnvoyer, ...reste }: FormulaireCorrection) {
  const { t } = useTranslation(['horsLigne', 'pointage']);
  const vols = useVolsAPointer().data?.valeur.items ?? [];
  const send = (payload: Record<string, unknown>): void =>
    onEnvoyer(payload, {
      entity_id: String(payload.vol_id),
      resume: formatCodeSuivi(String(payload.code)),
    });
  return (
    <Correction
      {...reste}
      titre={t('types.pointage.scanner')}
      description={resume}
      onEnvoyer={send}
      champs={[
        {
          chemin: 'vol_id',
          libelle: t('correction.vol'),
          choix: vols.map(({ id, numero }) => ({
            valeur: id,
            libelle: numero || t('pointage:sansNumero'),
          })),
        },
        { chemin: 'code', libelle: t('correction.code') },
      ]}
    />
  );
}
