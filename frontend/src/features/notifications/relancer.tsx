import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Nombre } from '@/ui/format';
import { Lignes } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useMotif } from './badges';
import { type Relance, type Selection, useEssai, useRelance } from './queries';

function Apercu({ essai }: { essai: Relance }) {
  const { t } = useTranslation('notifications');
  const motifDe = useMotif();
  if (essai.nombre === 0) return <p className="text-sm">{t('relance.rien')}</p>;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>{t('relance.apercu', { count: essai.nombre })}</p>
      <ul className="divide-y rounded-md border">
        {Object.entries(essai.par_motif).map(([code, nombre]) => (
          <li key={code} className="flex justify-between gap-3 px-3 py-1.5">
            <span>{motifDe(code)}</span>
            <Nombre n={nombre} className="font-semibold" />
          </li>
        ))}
      </ul>
      <p className="text-discret">{t('relance.aide')}</p>
    </div>
  );
}

/** First a dry run says what would leave, by reason; only then can it be sent. */
export function Relancer({
  selection,
  onFerme,
  onFait,
}: {
  selection: Selection | null;
  onFerme: () => void;
  onFait: () => void;
}) {
  const { t } = useTranslation(['notifications', 'commun']);
  const essai = useEssai(selection);
  const relance = useRelance();
  const nombre = essai.data?.nombre ?? 0;

  function send(): void {
    if (!selection) return;
    relance.mutate(selection, {
      onSuccess: (faite) => {
        toast('succes', t('relance.faite', { count: faite.nombre }));
        onFait();
      },
    });
  }

  return (
    <Dialog
      ouvert={selection !== null}
      onOuvert={(ouvert) => {
        if (ouvert) return;
        relance.reset();
        onFerme();
      }}
      titre={t('relance.titre')}
      taille="s"
      pied={
        <>
          <Button onClick={onFerme}>{t('commun:actions.annuler')}</Button>
          <Button
            variante="principal"
            disabled={nombre === 0}
            occupe={relance.isPending}
            onClick={send}
          >
            {t('relance.action', { count: nombre })}
          </Button>
        </>
      }
    >
      {essai.isFetching && !essai.data ? <Lignes nombre={3} /> : null}
      {essai.data ? <Apercu essai={essai.data} /> : null}
      <ErreurAction erreur={essai.error ?? relance.error} />
    </Dialog>
  );
}
