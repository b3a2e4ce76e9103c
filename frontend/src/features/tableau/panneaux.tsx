import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/ui/error-state';
import { Skeleton } from '@/ui/skeleton';
import { Contenu } from './contenu';
import { Fraicheur } from './fraicheur';
import { Journee } from './journee';
import { useNomDuJour } from './pays';
import { Pipeline } from './pipeline';
import { useTableaux } from './queries';

/** On the homes of admins and head office: the whole board. */
export function PanneauTableau() {
  return <Contenu />;
}

/** On an agent's home: what they did today, and where the cartons are. */
export function PanneauMaJournee() {
  const { t } = useTranslation('tableau');
  const { tableaux, chargement, erreur, garde_le, reessayer } = useTableaux();
  const [tableau] = tableaux;
  const jour = useNomDuJour(tableau ?? { pays: 'ML', jour: '' });
  if (chargement) return <Skeleton className="h-40 rounded-lg" />;
  if (!tableau) return <ErrorState erreur={erreur} onReessayer={reessayer} />;
  return (
    <div className="flex flex-col gap-3">
      {garde_le === null ? null : <Fraicheur maj_le={tableau.maj_le} garde_le={garde_le} />}
      <Journee titre={t('maJournee')} note={jour} pays={tableau.pays} faits={tableau.moi} grande />
      <Pipeline tableau={tableau} />
    </div>
  );
}
