import { useTranslation } from 'react-i18next';
import type { FormulaireCorrection } from '@/lib/feature';
import { Correction } from '@/ui/correction';
import { useEmplacements } from './queries';

/** A refused put-away: the same carton on another shelf. */
export function CorrigerRangement({ resume, onEnvoyer, ...reste }: FormulaireCorrection) {
  const { t } = useTranslation('horsLigne');
  const emplacements = useEmplacements();
  const send = (payload: Record<string, unknown>): void => {
    const place = emplacements.find(({ id }) => id === payload.emplacement_id)?.code ?? '';
    onEnvoyer(payload, { resume: `${resume.split(' → ')[0]} → ${place}` });
  };
  return (
    <Correction
      {...reste}
      titre={t('types.rangement.placer')}
      description={resume}
      onEnvoyer={send}
      champs={[
        {
          chemin: 'emplacement_id',
          libelle: t('correction.emplacement'),
          choix: emplacements.map(({ id, code }) => ({ valeur: id, libelle: code })),
        },
      ]}
    />
  );
}
