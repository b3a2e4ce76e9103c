import { CircleAlert, CircleCheck, CloudUpload, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { Argent, Poids } from '@/ui/format';
import type { CartonBanc, EtatBanc } from './banc';

const ICONES = {
  attente: CloudUpload,
  enregistre: CircleCheck,
  remarque: TriangleAlert,
  refuse: CircleAlert,
} as const;

const COULEURS: Record<EtatBanc, string> = {
  attente: 'text-alerte',
  enregistre: 'text-succes',
  remarque: 'text-alerte',
  refuse: 'text-danger',
};

function Carton({ carton }: { carton: CartonBanc }) {
  const { t } = useTranslation('station');
  const Icone = ICONES[carton.etat];
  const connu = carton.etat === 'enregistre' || carton.etat === 'remarque';
  return (
    <Link
      to={connu ? `/colis/${carton.id}` : '/envois'}
      title={carton.motif || undefined}
      className="flex min-w-0 flex-col gap-0.5 rounded-md border bg-surface px-3 py-2 shadow-carte hover:border-accent-texte/60"
    >
      <span className="flex items-center gap-1.5">
        <Icone aria-hidden className={cn('size-3.5 shrink-0', COULEURS[carton.etat])} />
        <span className="chiffres text-sm font-semibold">…{carton.code_suivi.slice(-5)}</span>
        {carton.total > 1 ? (
          <span className="chiffres ml-auto text-xs text-discret">
            {carton.rang}/{carton.total}
          </span>
        ) : null}
      </span>
      <span className="truncate text-xs">{carton.client.nom}</span>
      <span className="flex items-baseline justify-between gap-2 text-xs">
        <Poids g={carton.poids_g} className="text-discret" />
        {carton.prix ? (
          <Argent valeur={carton.prix} className="font-medium" />
        ) : (
          <span className={COULEURS[carton.etat]}>{t(`etats.${carton.etat}`)}</span>
        )}
      </span>
    </Link>
  );
}

/** The last cartons of this bench, each with what became of it. */
export function Bande({ derniers }: { derniers: readonly CartonBanc[] }) {
  const { t } = useTranslation('station');
  if (derniers.length === 0) return null;
  return (
    <section aria-label={t('derniers')} className="flex flex-col gap-1.5">
      <h2 className="text-xs font-medium text-discret">{t('derniers')}</h2>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {derniers.map((carton) => (
          <Carton key={carton.op_id} carton={carton} />
        ))}
      </div>
    </section>
  );
}
