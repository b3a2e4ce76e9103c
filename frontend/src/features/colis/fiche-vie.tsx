import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { FUSEAUX } from '@/lib/format';
import { ErrorState } from '@/ui/error-state';
import { Moment } from '@/ui/format';
import { Carte } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { type ColisDetail, type Evenement, useEvenements } from './queries';
import { useRaison } from './raison';

/** A change of state stands out; the rest is what happened in between. */
const changes = ({ de, vers }: Evenement): boolean => de !== vers;

const lieuDe = (fuseau: string): string => fuseau.split('/').at(-1) ?? fuseau;

function Ligne({ evenement, dernier }: { evenement: Evenement; dernier: boolean }) {
  const { t } = useTranslation(['colis', 'commun']);
  const { type, acteur, survenu_le } = evenement;
  const motif = useRaison()(evenement);
  const fuseau = FUSEAUX[acteur.pays] ?? 'UTC';
  const etape = changes(evenement);
  const role = t(`commun:roles.${acteur.role as 'direction'}`, { defaultValue: acteur.role });
  return (
    <li className={cn('relative border-l-2 pb-4 pl-4', dernier && 'border-transparent pb-0')}>
      <span
        aria-hidden
        className={cn(
          'absolute top-1 rounded-full',
          etape ? '-left-[6px] size-2.5 bg-accent-texte' : '-left-[4px] size-1.5 bg-trait-fort',
        )}
      />
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className={etape ? 'text-sm font-semibold' : 'text-[0.8125rem] text-discret'}>
          {t(`evenements.${type as 'pesee'}`, { defaultValue: type })}
        </span>
        <span className="text-xs text-discret">
          <Moment le={survenu_le} fuseau={fuseau} /> · {lieuDe(fuseau)}
        </span>
      </p>
      <p className="text-xs text-discret">{acteur.nom ? `${acteur.nom} · ${role}` : role}</p>
      {motif ? <p className="mt-0.5 text-xs">« {motif} »</p> : null}
    </li>
  );
}

/** The carton's life, newest first, each line on the clock of the place it happened in. */
export function FicheVie({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation('colis');
  const { data, error, isPending, refetch } = useEvenements(colis.id);
  if (isPending) return <Lignes nombre={5} />;
  if (!data) return <ErrorState erreur={error} onReessayer={() => void refetch()} />;
  const recents = data.items.toReversed();
  return (
    <Carte titre={t('fiche.vie')}>
      <ol>
        {recents.map((evenement, rang) => (
          <Ligne key={evenement.id} evenement={evenement} dernier={rang === recents.length - 1} />
        ))}
      </ol>
    </Carte>
  );
}
