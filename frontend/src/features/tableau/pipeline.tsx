import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { useUtilisateur } from '@/lib/session';
import { Nombre, Poids } from '@/ui/format';
import { Bloc } from './bloc';
import { etatsOf, lienColis, type Tableau } from './chiffres';

const TRAITS: Readonly<Record<string, string>> = {
  recu: 'bg-neutre',
  groupe: 'bg-accent',
  expedie: 'bg-info',
  arrive: 'bg-vif',
  disponible: 'bg-succes',
  manquant: 'bg-alerte',
  bloque: 'bg-danger',
};

function Case({
  titre,
  nombre,
  part,
  trait,
  to,
  alerte,
}: {
  titre: string;
  nombre: number;
  /** Of the largest count, for the bar. */
  part: number;
  trait: string;
  to: string;
  alerte: boolean;
}) {
  return (
    <Link
      to={to}
      className="flex min-w-0 flex-col gap-1.5 rounded-md px-2 py-2 transition-colors hover:bg-creux sm:px-3"
    >
      <span className="truncate text-xs text-discret">{titre}</span>{' '}
      <Nombre
        n={nombre}
        className={cn(
          'text-xl leading-none font-semibold sm:text-2xl',
          nombre === 0 && 'text-discret',
          alerte && nombre > 0 && 'text-danger',
        )}
      />
      <span aria-hidden className="h-1 overflow-hidden rounded-full bg-creux">
        <span
          className={cn('block h-full rounded-full transition-[width] duration-300', trait)}
          style={{ width: `${nombre > 0 ? Math.max(6, part * 100) : 0}%` }}
        />
      </span>
    </Link>
  );
}

/** Cartons on their way, by state, now: each count opens its list. */
export function Pipeline({ tableau }: { tableau: Tableau }) {
  const { t } = useTranslation(['tableau', 'commun']);
  const direction = useUtilisateur().fonction === 'direction';
  const { pays, colis } = tableau;
  const cases = [
    ...etatsOf(pays).map((etat) => ({
      cle: etat as string,
      titre: t(`commun:etatColis.${etat}`),
      nombre: colis.par_statut[etat] ?? 0,
      to: lienColis({ statut: etat }, pays, direction),
    })),
    {
      cle: 'bloque',
      titre: t('bloques'),
      nombre: colis.bloques,
      to: lienColis({ blocage: 'true' }, pays, direction),
    },
  ];
  const plusGrand = Math.max(1, ...cases.map(({ nombre }) => nombre));
  return (
    <Bloc
      titre={t('pipeline')}
      note={
        <>
          {t('poidsActif')} <Poids g={colis.poids_actif_g} className="text-encre" />
        </>
      }
    >
      <div className="-mx-2 grid grid-cols-3 gap-y-1 sm:-mx-3 sm:grid-flow-col sm:auto-cols-fr sm:grid-cols-none">
        {cases.map(({ cle, nombre, ...reste }) => (
          <Case
            key={cle}
            {...reste}
            nombre={nombre}
            part={nombre / plusGrand}
            trait={TRAITS[cle] ?? 'bg-accent'}
            alerte={cle === 'manquant' || cle === 'bloque'}
          />
        ))}
      </div>
    </Bloc>
  );
}
