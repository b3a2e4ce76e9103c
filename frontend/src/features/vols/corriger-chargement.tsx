import { useTranslation } from 'react-i18next';
import type { FormulaireCorrection } from '@/lib/feature';
import { Correction } from '@/ui/correction';
import { useVolsOuverts } from './queries';

/** A refused loading: the same carton on another open flight, or its code put right. */
export function CorrigerChargement({ resume, onEnvoyer, ...reste }: FormulaireCorrection) {
  const { t } = useTranslation(['horsLigne', 'vols']);
  const vols = useVolsOuverts();
  const send = (payload: Record<string, unknown>): void =>
    onEnvoyer(payload, { entity_id: String(payload.vol_id), resume: String(payload.code) });
  return (
    <Correction
      {...reste}
      titre={t('types.vol.charger')}
      description={resume}
      onEnvoyer={send}
      champs={[
        {
          chemin: 'vol_id',
          libelle: t('correction.vol'),
          choix: vols.map(({ id, numero, mode }) => ({
            valeur: id,
            libelle: `${numero || t('vols:sansNumero')} · ${t(`vols:modes.${mode as 'cargo'}`)}`,
          })),
        },
        { chemin: 'code', libelle: t('correction.code') },
      ]}
    />
  );
}
