import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import type { SessionCaisse } from '@/offline/session-caisse';
import { Argent } from '@/ui/format';

/** Methods with a difference, zero left out. */
export const ecartsOf = (session: SessionCaisse): [string, number][] =>
  Object.entries(session.ecart ?? {}).filter(([, ecart]) => ecart !== 0);

function tonOf(ecart: number): string {
  if (ecart === 0) return 'text-succes';
  return ecart < 0 ? 'text-danger' : 'text-alerte';
}

function Ecart({ montant, devise }: { montant: number; devise: string }) {
  return (
    <span className={cn('font-semibold', tonOf(montant))}>
      {montant > 0 ? '+' : null}
      <Argent valeur={{ montant, devise }} />
    </span>
  );
}

const COLONNES = 'grid grid-cols-2 items-baseline gap-x-3 sm:grid-cols-4';

function Terme({ libelle, children }: { libelle: string; children: ReactNode }) {
  return (
    <span className="text-xs sm:text-right sm:text-sm">
      <span className="text-discret sm:sr-only">{libelle} </span>
      {children}
    </span>
  );
}

/** Counted, expected, difference, by method: only after the count. */
export function TableEcart({ session }: { session: SessionCaisse }) {
  const { t } = useTranslation('caisse');
  const { compte, attendu, ecart, devise } = session;
  if (!compte || !attendu || !ecart) return null;
  return (
    <ul aria-label={t('ecart.titre')} className="text-sm">
      <li
        aria-hidden
        className={cn(COLONNES, 'pb-1 text-2xs font-semibold text-discret uppercase max-sm:hidden')}
      >
        <span>{t('ecart.moyen')}</span>
        {(['compte', 'attendu', 'ecart'] as const).map((colonne) => (
          <span key={colonne} className="text-right">
            {t(`ecart.${colonne}`)}
          </span>
        ))}
      </li>
      {Object.keys(ecart).map((moyen) => (
        <li key={moyen} className={cn(COLONNES, 'gap-y-1 border-t py-2')}>
          <span className="font-medium">{t(`moyens.${moyen as 'especes'}`)}</span>
          <span className="text-right sm:order-last">
            <span className="sr-only">{t('ecart.ecart')} </span>
            <Ecart montant={ecart[moyen] ?? 0} devise={devise} />
          </span>
          <Terme libelle={t('ecart.compte')}>
            <Argent valeur={{ montant: compte[moyen] ?? 0, devise }} />
          </Terme>
          <Terme libelle={t('ecart.attendu')}>
            <Argent valeur={{ montant: attendu[moyen] ?? 0, devise }} />
          </Terme>
        </li>
      ))}
    </ul>
  );
}

/** One line of a list: the sum of what differs, by method. */
export function ResumeEcart({ session }: { session: SessionCaisse }) {
  const { t } = useTranslation('caisse');
  const ecarts = ecartsOf(session);
  if (session.ecart === null) return <span className="text-discret">—</span>;
  if (ecarts.length === 0) return <span className="text-succes">{t('ecart.juste')}</span>;
  return (
    <span className="flex flex-col items-end">
      {ecarts.map(([moyen, montant]) => (
        <span key={moyen} className="text-xs">
          {t(`moyens.${moyen as 'especes'}`)} <Ecart montant={montant} devise={session.devise} />
        </span>
      ))}
    </span>
  );
}
