import { House } from 'lucide-react';
import { t } from '@/i18n';
import { type EntreeNav, isOpenTo } from '@/lib/feature';
import { homeOf, interfaceOf, useUtilisateur } from '@/lib/session';
import { FEATURES } from './features';

/** The entries this person has, home first, in the order of their work. */
export function useNavigation(): readonly EntreeNav[] {
  const utilisateur = useUtilisateur();
  const porte = interfaceOf(utilisateur);
  const accueil: EntreeNav = {
    to: homeOf(utilisateur),
    icon: House,
    libelle: () => t('actions.accueil'),
    ordre: -1,
  };
  const entrees = FEATURES.flatMap(({ nav }) => nav ?? []).filter((entree) =>
    isOpenTo(entree, utilisateur, porte),
  );
  return [accueil, ...entrees.sort((a, b) => a.ordre - b.ordre)];
}
