import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { MODES } from '@/lib/nomenclature';
import { useDestinations } from '@/offline/destinations';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Kbd } from '@/ui/kbd';
import { Touches } from '@/ui/touches';
import { newVol, useOuverture } from './queries';

interface Props {
  ouvert: boolean;
  onOuvert: (ouvert: boolean) => void;
}

/** Two number keys and Enter: the flight takes cartons at once. */
export function OuvertureVol({ ouvert, onOuvert }: Props) {
  const { t } = useTranslation(['vols', 'commun']);
  const navigate = useNavigate();
  const destinations = useDestinations();
  const [nouveau, setNouveau] = useState(newVol);
  const { mutate, isPending, error } = useOuverture();

  function submit(): void {
    mutate(nouveau, {
      onSuccess: ({ id }) => {
        setNouveau(newVol());
        onOuvert(false);
        void navigate(`/vols/${id}`);
      },
    });
  }

  return (
    <Dialog
      ouvert={ouvert}
      onOuvert={onOuvert}
      titre={t('ouvrir')}
      description={t('ouvrirAide')}
      taille="s"
      pied={
        <>
          <Button onClick={() => onOuvert(false)}>{t('commun:actions.annuler')}</Button>
          <Button variante="principal" occupe={isPending} type="submit" form="ouverture-vol">
            {t('ouvrir')}
            <Kbd>⏎</Kbd>
          </Button>
        </>
      }
    >
      <form
        id="ouverture-vol"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Touches
          libelle={t('destination')}
          autoFocus
          choix={destinations.map(({ code, nom }) => ({ valeur: code, libelle: nom }))}
          valeur={nouveau.pays_destination}
          onChange={(pays_destination) => setNouveau({ ...nouveau, pays_destination })}
        />
        <Touches
          libelle={t('mode')}
          choix={MODES.map((valeur) => ({ valeur, libelle: t(`modes.${valeur}`) }))}
          valeur={nouveau.mode as (typeof MODES)[number]}
          onChange={(mode) => setNouveau({ ...nouveau, mode })}
        />
        <ErreurAction erreur={error} />
      </form>
    </Dialog>
  );
}
