import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Nombre } from '@/ui/format';
import { Lignes } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { useMotif } from './badges';
import { type Geste, type Relance, type Selection, useEssai, useGeste } from './queries';

function Apercu({ geste, essai }: { geste: Geste; essai: Relance }) {
  const { t } = useTranslation('notifications');
  const motifDe = useMotif();
  const retenus = essai.retenus ?? 0;
  if (essai.nombre === 0) return <p className="text-sm">{t(`${geste}.rien`)}</p>;
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>{t(`${geste}.apercu`, { count: essai.nombre })}</p>
      <ul className="divide-y rounded-md border">
        {Object.entries(essai.par_motif).map(([code, nombre]) => (
          <li key={code} className="flex justify-between gap-3 px-3 py-1.5">
            <span>{motifDe(code)}</span>
            <Nombre n={nombre} className="font-semibold" />
          </li>
        ))}
      </ul>
      {retenus > 0 ? <p>{t('annulation.retenus', { count: retenus })}</p> : null}
      <p className="text-discret">{t(`${geste}.aide`)}</p>
    </div>
  );
}

/** First a dry run says what would move, by reason; only then can it be done. */
export function Decider({
  geste,
  selection,
  onFerme,
  onFait,
}: {
  geste: Geste;
  selection: Selection | null;
  onFerme: () => void;
  onFait: () => void;
}) {
  const { t } = useTranslation(['notifications', 'commun']);
  const essai = useEssai(geste, selection);
  const acte = useGeste(geste);
  const nombre = essai.data?.nombre ?? 0;

  function decide(): void {
    if (!selection) return;
    acte.mutate(selection, {
      onSuccess: (faite) => {
        toast('succes', t(`${geste}.faites`, { count: faite.nombre }));
        onFait();
      },
    });
  }

  return (
    <Dialog
      ouvert={selection !== null}
      onOuvert={(ouvert) => {
        if (ouvert) return;
        acte.reset();
        onFerme();
      }}
      titre={t(`${geste}.plusieurs`)}
      taille="s"
      pied={
        <>
          <Button onClick={onFerme}>{t('commun:actions.annuler')}</Button>
          <Button
            variante={geste === 'annulation' ? 'danger' : 'principal'}
            disabled={nombre === 0}
            occupe={acte.isPending}
            onClick={decide}
          >
            {t(`${geste}.executer`, { count: nombre })}
          </Button>
        </>
      }
    >
      {essai.isFetching && !essai.data ? <Lignes nombre={3} /> : null}
      {essai.data ? <Apercu geste={geste} essai={essai.data} /> : null}
      <ErreurAction erreur={essai.error ?? acte.error} />
    </Dialog>
  );
}
