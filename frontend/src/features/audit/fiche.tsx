import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { FUSEAUX } from '@/lib/format';
import { Sheet } from '@/ui/dialog';
import { Fiche, Moment } from '@/ui/format';
import { diffOf, type Entree, lienDuSujet } from './entree';
import { useMots } from './mots';
import { Valeur } from './valeur';

function Diff({ entree }: { entree: Entree }) {
  const { t } = useTranslation('audit');
  const mots = useMots();
  const lignes = diffOf(entree);
  const deviseOf = (cote: Record<string, unknown> | null): string | undefined =>
    typeof cote?.devise === 'string' ? cote.devise : undefined;
  const devise = deviseOf(entree.apres) ?? deviseOf(entree.avant);
  const compare = entree.avant !== null;
  if (lignes.length === 0) return <p className="text-sm text-discret">{t('sansDetail')}</p>;
  return (
    <table className="w-full table-fixed text-sm">
      <caption className="sr-only">{t('changements')}</caption>
      <thead>
        <tr className="border-b text-left text-xs text-discret">
          <th scope="col" className="w-1/3 py-1.5 pr-2 font-medium">
            {t('champ')}
          </th>
          {compare ? (
            <th scope="col" className="py-1.5 pr-2 font-medium">
              {t('avant')}
            </th>
          ) : null}
          <th scope="col" className="py-1.5 font-medium">
            {compare ? t('apres') : t('valeur')}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y align-top">
        {lignes.map(({ champ, avant, apres, change }) => (
          <tr key={champ} className={cn(compare && !change && 'text-discret')}>
            <th scope="row" className="py-1.5 pr-2 text-left font-normal text-discret">
              {mots.champ(champ)}
            </th>
            {compare ? (
              <td className={cn('py-1.5 pr-2', change && 'text-danger line-through')}>
                <Valeur champ={champ} valeur={avant} devise={devise} />
              </td>
            ) : null}
            <td className={cn('py-1.5', compare && change && 'font-semibold text-succes')}>
              <Valeur champ={champ} valeur={apres} devise={devise} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sujet({ entree }: { entree: Entree }) {
  const mots = useMots();
  const lien = lienDuSujet(entree);
  const nom = mots.sujet(entree.sujet_type);
  if (lien === undefined) return <>{nom}</>;
  return (
    <Link to={lien} className="text-accent-texte hover:underline">
      {nom}
    </Link>
  );
}

/** Who did what to what, when, why, and what it changed. */
export function FicheEntree({ entree, onFerme }: { entree: Entree; onFerme: () => void }) {
  const { t } = useTranslation(['audit', 'commun']);
  const mots = useMots();
  const fuseau = FUSEAUX[entree.pays];
  const decale = entree.survenu_le !== entree.enregistre_le;
  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={mots.action(entree.action)}
    >
      <div className="flex flex-col gap-5">
        <Fiche
          lignes={[
            [t('acteur'), entree.acteur || t('inconnu')],
            [
              t('role'),
              t(`commun:roles.${entree.acteur_role as 'direction'}`, {
                defaultValue: entree.acteur_role,
              }),
            ],
            [t('sujet'), <Sujet key="s" entree={entree} />],
            [t('quand'), <Moment key="q" le={entree.survenu_le} fuseau={fuseau} />],
            decale
              ? [t('enregistre'), <Moment key="e" le={entree.enregistre_le} fuseau={fuseau} />]
              : null,
            entree.motif ? [t('motif'), entree.motif] : null,
          ]}
        />
        <Diff entree={entree} />
        <Fiche
          className="text-xs"
          lignes={[
            [
              t('code'),
              <span key="c" className="chiffres">
                {entree.action}
              </span>,
            ],
            [
              t('identifiant'),
              <span key="i" className="chiffres break-all">
                {entree.sujet_id}
              </span>,
            ],
            entree.requete_id
              ? [
                  t('requete'),
                  <span key="r" className="chiffres break-all">
                    {entree.requete_id}
                  </span>,
                ]
              : null,
            entree.appareil_id
              ? [
                  t('appareil'),
                  <span key="a" className="chiffres break-all">
                    {entree.appareil_id}
                  </span>,
                ]
              : null,
          ]}
        />
      </div>
    </Sheet>
  );
}
