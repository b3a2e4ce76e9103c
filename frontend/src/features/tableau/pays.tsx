import { useTranslation } from 'react-i18next';
import { FUSEAUX, formatDate } from '@/lib/format';
import { localDay, startOfDay } from '@/lib/jour';
import { useLangue } from '@/lib/langue';
import { useNow } from '@/lib/now';
import { useUtilisateur } from '@/lib/session';
import { AFaire } from './a-faire';
import { ArgentJour } from './argent';
import type { Tableau } from './chiffres';
import { Journee } from './journee';
import { Pipeline } from './pipeline';
import { VolsEnCours } from './vols-en-cours';

/** `Aujourd'hui`, or the day itself. */
export function useNomDuJour({ pays, jour }: { pays: string; jour: string }): string {
  const { t } = useTranslation('tableau');
  const langue = useLangue((etat) => etat.langue);
  const now = useNow();
  const fuseau = FUSEAUX[pays] ?? 'UTC';
  if (jour === localDay(now, fuseau)) return t('aujourdhui');
  return formatDate(startOfDay(jour, fuseau) ?? jour, fuseau, 'jour', langue);
}

/** One country's day: cartons, flights, acts, money, and what waits. */
export function TableauPays({ tableau }: { tableau: Tableau }) {
  const { t } = useTranslation('tableau');
  const { fonction } = useUtilisateur();
  const jour = useNomDuJour(tableau);
  const agent = fonction === 'agent';
  return (
    <div className="flex flex-col gap-3 sm:gap-4">
      {agent ? (
        <Journee
          titre={t('maJournee')}
          note={jour}
          pays={tableau.pays}
          faits={tableau.moi}
          grande
        />
      ) : null}
      <Pipeline tableau={tableau} />
      <div className="grid gap-3 sm:gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-3 sm:gap-4">
          {tableau.argent ? (
            <ArgentJour argent={tableau.argent} devise={tableau.devise} note={jour} />
          ) : null}
          <VolsEnCours pays={tableau.pays} />
        </div>
        <div className="flex min-w-0 flex-col gap-3 max-lg:order-first sm:gap-4">
          <AFaire tableau={tableau} />
          <Journee
            titre={agent ? t('journeePays') : t('journee')}
            note={jour}
            pays={tableau.pays}
            faits={tableau.faits}
          />
        </div>
      </div>
    </div>
  );
}
