import { useTranslation } from 'react-i18next';
import type { FormulaireCorrection } from '@/lib/feature';
import { parseTelephone } from '@/lib/telephone';
import { Correction, enKilos } from '@/ui/correction';
import { useChoixArrivee } from './ajout-champs';

/** A refused carton added at arrival: everything that was written of it. */
export function CorrigerArrivee({ resume, onEnvoyer, ...reste }: FormulaireCorrection) {
  const { t } = useTranslation('horsLigne');
  const { categories, modes, pays } = useChoixArrivee();
  return (
    <Correction
      {...reste}
      titre={t('types.colis.ajouter_arrivee')}
      description={resume}
      onEnvoyer={(payload) => onEnvoyer(payload)}
      champs={[
        {
          chemin: 'client.telephone',
          libelle: t('correction.telephone'),
          ecrire: (saisie) => parseTelephone(saisie, pays),
        },
        { chemin: 'client.nom', libelle: t('correction.nom') },
        { chemin: 'poids_g', libelle: t('correction.poids'), ...enKilos },
        { chemin: 'mode', libelle: t('correction.mode'), choix: modes },
        { chemin: 'categorie', libelle: t('correction.categorie'), choix: categories },
        { chemin: 'contenu', libelle: t('correction.contenu') },
        { chemin: 'motif', libelle: t('correction.motif') },
      ]}
    />
  );
}
