import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Code } from '@/ui/format';
import { toast } from '@/ui/toast';
import { type LignePointage, useCloturePointage } from './queries';

interface Props {
  volId: string;
  /** Not scanned: what closing declares missing. */
  manquants: readonly LignePointage[];
  /** Scans of this device that have not reached the server. */
  enAttente: number;
  ouvert: boolean;
  onOuvert: (ouvert: boolean) => void;
}

/** Closing names what it will declare missing before it does. */
export function CloturePointage({ volId, manquants, enAttente, ouvert, onOuvert }: Props) {
  const { t } = useTranslation(['pointage', 'commun']);
  const cloture = useCloturePointage(volId);
  const complet = manquants.length === 0;

  function submit(): void {
    cloture.mutate(undefined, {
      onSuccess: () => {
        toast('succes', t('cloture.faite'));
        onOuvert(false);
      },
    });
  }

  return (
    <Dialog
      ouvert={ouvert}
      onOuvert={onOuvert}
      titre={t('cloture.titre')}
      description={
        complet ? t('cloture.complet') : t('cloture.manquants', { count: manquants.length })
      }
      pied={
        <>
          <Button onClick={() => onOuvert(false)}>{t('commun:actions.annuler')}</Button>
          <Button
            variante={complet ? 'principal' : 'danger'}
            disabled={enAttente > 0}
            occupe={cloture.isPending}
            onClick={submit}
          >
            {complet
              ? t('cloture.clore')
              : t('cloture.clorEtDeclarer', { count: manquants.length })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {enAttente > 0 ? (
          <p role="alert" className="rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte">
            {t('cloture.attendre', { count: enAttente })}
          </p>
        ) : null}
        {complet ? (
          <p className="text-sm">{t('cloture.suite')}</p>
        ) : (
          <ul className="divide-y rounded-md border text-sm" aria-label={t('listes.manquants')}>
            {manquants.map((ligne) => (
              <li key={ligne.colis_id} className="flex flex-wrap items-baseline gap-x-3 px-3 py-2">
                <Code code={ligne.code_suivi} />
                <span className="min-w-0 flex-1 truncate">{ligne.destinataire_nom}</span>
                <span className="text-xs text-discret">{ligne.contenu}</span>
              </li>
            ))}
          </ul>
        )}
        <ErreurAction erreur={cloture.error} />
      </div>
    </Dialog>
  );
}
