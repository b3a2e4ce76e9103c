import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { ErrorState } from '@/ui/error-state';
import { Argent, Code, Moment } from '@/ui/format';
import { Carte } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { type Compte, useCompte } from './queries';

const HISTORIQUE = 5;

function Historique({ historique }: Pick<Compte, 'historique'>) {
  const { t } = useTranslation('clients');
  if (historique.length === 0) return null;
  return (
    <div className="mt-3 border-t pt-3">
      <h3 className="mb-1 text-xs text-discret">{t('fiche.historique')}</h3>
      <ul className="flex flex-col gap-1 text-sm">
        {historique.slice(0, HISTORIQUE).map((un) => (
          <li key={un.id} className="flex items-baseline justify-between gap-3">
            <Link
              to={`/encaissements/${un.id}`}
              className={cn('chiffres hover:underline', un.annulation && 'line-through')}
            >
              {un.recu_numero}
            </Link>
            <Moment le={un.enregistre_le} className="text-xs text-discret" />
            <Argent valeur={un.montant} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the client owes here, and their credit. */
export function CompteClient({ id }: { id: string }) {
  const { t } = useTranslation('clients');
  const { data, error, isPending, refetch } = useCompte(id, true);
  if (isPending) return <Lignes nombre={3} />;
  if (!data) return <ErrorState erreur={error} onReessayer={() => void refetch()} />;
  const { du, avoir, a_payer, historique } = data;
  return (
    <Carte titre={t('fiche.compte')}>
      <p
        className={cn(
          'flex items-baseline justify-between rounded-md px-3 py-2',
          du.montant > 0 ? 'bg-alerte-doux text-alerte' : 'bg-succes-doux text-succes',
        )}
      >
        <span className="text-sm font-medium">
          {du.montant > 0 ? t('fiche.du') : t('fiche.solde')}
        </span>
        {du.montant > 0 ? <Argent valeur={du} className="text-xl font-bold" /> : null}
      </p>
      {avoir.montant > 0 ? (
        <p className="mt-2 flex justify-between text-sm">
          <span className="text-discret">{t('fiche.avoir')}</span>
          <Argent valeur={avoir} className="font-semibold" />
        </p>
      ) : null}
      <ul className="mt-2 flex flex-col gap-1 text-sm">
        {a_payer.map((un) => (
          <li key={un.colis_id} className="flex justify-between gap-3">
            <Link to={`/colis/${un.colis_id}`} className="hover:underline">
              <Code code={un.code_suivi} />
            </Link>
            <Argent valeur={un.du} />
          </li>
        ))}
      </ul>
      <Historique historique={historique} />
    </Carte>
  );
}
