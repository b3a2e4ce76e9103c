import { useTranslation } from 'react-i18next';
import { Jauge } from '@/ui/progress';
import type { Sante } from './queries';

/** What the lines of a country carry in a day against what its people were owed yesterday. */
export function Capacites({ capacites }: { capacites: Sante['capacites'] }) {
  const { t } = useTranslation(['veille', 'commun']);
  if (capacites.length === 0) return <p className="text-sm text-discret">{t('aucuneCapacite')}</p>;
  return (
    <ul className="flex flex-col gap-3 text-sm">
      {capacites.map(({ pays, capacite_jour, besoin_hier }) => {
        const nom = t(`commun:pays.${pays as 'ML'}`);
        return (
          <li key={pays} className="flex flex-col gap-1">
            <span className="font-medium">{nom}</span>
            <Jauge
              libelle={t('capaciteDe', { pays: nom })}
              valeur={besoin_hier}
              maximum={capacite_jour}
              texte={t('besoin', { besoin: besoin_hier, capacite: capacite_jour })}
            />
            {besoin_hier > capacite_jour ? (
              <p className="text-xs font-medium text-danger">{t('debordement')}</p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
