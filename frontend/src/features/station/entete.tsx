import { Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { Button } from '@/ui/button';
import { Argent, Nombre, Poids } from '@/ui/format';
import type { Journee } from './banc';

/** Today at this bench. */
export function Compteurs({ jour, className }: { jour: Journee; className?: string }) {
  const { t } = useTranslation('station');
  return (
    <dl className={cn('flex flex-wrap items-baseline gap-x-5 gap-y-1', className)}>
      <div className="flex items-baseline gap-1.5">
        <dd className="text-lg font-semibold">
          <Nombre n={jour.colis} />
        </dd>
        <dt className="text-xs text-discret">{t('jour.colis')}</dt>
      </div>
      <div className="flex items-baseline gap-1.5">
        <dd className="text-lg font-semibold">
          <Poids g={jour.poids_g} />
        </dd>
        <dt className="sr-only">{t('jour.poids')}</dt>
      </div>
      <div className="flex items-baseline gap-1.5">
        <dd className="text-lg font-semibold">
          <Argent valeur={jour.montant} />
        </dd>
        <dt className="sr-only">{t('jour.montant')}</dt>
      </div>
      {jour.attente > 0 ? (
        <div className="flex items-baseline gap-1.5 text-alerte">
          <dd className="font-semibold">
            <Nombre n={jour.attente} />
          </dd>
          <dt className="text-xs">{t('jour.attente')}</dt>
        </div>
      ) : null}
    </dl>
  );
}

/** To the bench's settings: scale, printer, camera, scanner, sounds. */
export function ReglagesPoste() {
  const { t } = useTranslation('station');
  return (
    <Button asChild variante="discret" taille="icone">
      <Link to="/reception/poste" aria-label={t('reglages')}>
        <Settings2 aria-hidden />
      </Link>
    </Button>
  );
}
