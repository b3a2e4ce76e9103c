import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Argent as ArgentApi,
  DEVISES,
  formatMontant,
  parseMontant,
  symboleOf,
} from '@/lib/format';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Champ, InputUnite } from '@/ui/input';
import { Carte } from '@/ui/page';
import { toast } from '@/ui/toast';
import { useFrais, type Vol } from './queries';

const saisieDe = (valeur: ArgentApi | null | undefined): string =>
  valeur ? formatMontant(valeur).replace(/[\u00a0\u202f]/g, ' ') : '';

/** Freight in the origin's currency, customs in the destination's: the flight's margin needs both. */
export function FraisVol({ vol }: { vol: Vol }) {
  const { t } = useTranslation(['vols', 'commun']);
  const { mutate, isPending, error } = useFrais(vol.id);
  const devises = {
    fret: vol.frais?.fret?.devise ?? DEVISES[vol.pays_origine] ?? 'CNY',
    douane: vol.frais?.douane?.devise ?? DEVISES[vol.pays_destination] ?? 'XOF',
  };
  const [fret, setFret] = useState(saisieDe(vol.frais?.fret));
  const [douane, setDouane] = useState(saisieDe(vol.frais?.douane));
  const montants = {
    fret: parseMontant(fret, devises.fret),
    douane: parseMontant(douane, devises.douane),
  };
  const rien = montants.fret === null && montants.douane === null;

  function submit(): void {
    const frais = {
      ...(montants.fret === null ? {} : { fret: { montant: montants.fret, devise: devises.fret } }),
      ...(montants.douane === null
        ? {}
        : { douane: { montant: montants.douane, devise: devises.douane } }),
    };
    mutate(frais, { onSuccess: () => toast('succes', t('frais.enregistres')) });
  }

  return (
    <Carte titre={t('frais.titre')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="grid grid-cols-2 gap-3">
          <Champ libelle={t('frais.fret')}>
            {(lien) => (
              <InputUnite
                {...lien}
                unite={symboleOf(devises.fret)}
                value={fret}
                onChange={(event) => setFret(event.target.value)}
              />
            )}
          </Champ>
          <Champ libelle={t('frais.douane')}>
            {(lien) => (
              <InputUnite
                {...lien}
                unite={symboleOf(devises.douane)}
                value={douane}
                onChange={(event) => setDouane(event.target.value)}
              />
            )}
          </Champ>
        </div>
        <ErreurAction erreur={error} />
        <Button type="submit" className="self-end" disabled={rien} occupe={isPending}>
          {t('commun:actions.enregistrer')}
        </Button>
      </form>
    </Carte>
  );
}
