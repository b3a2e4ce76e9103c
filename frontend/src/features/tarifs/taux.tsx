import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decimalesOf, formatNombre, symboleOf } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { useCan } from '@/lib/session';
import { uuid7 } from '@/lib/uuid7';
import { Attente } from '@/ui/attente';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Moment } from '@/ui/format';
import { InputUnite } from '@/ui/input';
import { Carte } from '@/ui/page';
import { toast } from '@/ui/toast';
import { parseTaux, valueOfOne } from './grille';
import { type Taux, useNouveauTaux, useTaux } from './queries';

const SOURCE = 'CNY';
const CIBLE = 'XOF';
const MONTRES = 6;

function Valeur({ taux }: { taux: Taux }) {
  const langue = useLangue((etat) => etat.langue);
  const valeur = valueOfOne(taux, decimalesOf(taux.source), decimalesOf(taux.cible));
  return (
    <span className="chiffres">
      1 {symboleOf(taux.source)} = {formatNombre(valeur, langue)} {symboleOf(taux.cible)}
    </span>
  );
}

function NouveauTaux() {
  const { t } = useTranslation('tarifs');
  const [id, setId] = useState(uuid7);
  const [saisie, setSaisie] = useState('');
  const creation = useNouveauTaux();
  const fraction = parseTaux(saisie, decimalesOf(SOURCE), decimalesOf(CIBLE));
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!fraction) return;
        creation.mutate(
          { id, source: SOURCE, cible: CIBLE, ...fraction },
          {
            onSuccess: () => {
              setSaisie('');
              setId(uuid7());
              toast('succes', t('taux.fait'));
            },
          },
        );
      }}
    >
      <span className="chiffres text-sm">1 {symboleOf(SOURCE)} =</span>
      <div className="w-36">
        <InputUnite
          aria-label={t('taux.nouveau')}
          unite={symboleOf(CIBLE)}
          value={saisie}
          onChange={(event) => setSaisie(event.target.value)}
        />
      </div>
      <Button type="submit" disabled={!fraction} occupe={creation.isPending}>
        {t('taux.action')}
      </Button>
      <div className="w-full">
        <ErreurAction erreur={creation.error} />
      </div>
    </form>
  );
}

/** Dated rates between the two sides' currencies; the latest begun rules. */
export function TauxDeChange() {
  const { t } = useTranslation('tarifs');
  const peutEcrire = useCan('tarif.modifier');
  const { data, error, refetch } = useTaux();
  return (
    <Carte titre={t('taux.titre')}>
      <div className="flex flex-col gap-3">
        <p className="text-xs text-discret">{t('taux.aide')}</p>
        {peutEcrire ? <NouveauTaux /> : null}
        {data?.length === 0 ? <p className="text-sm text-discret">{t('taux.aucun')}</p> : null}
        {data ? (
          <ul className="divide-y text-sm">
            {data.slice(0, MONTRES).map((un, rang) => (
              <li
                key={un.id}
                className={`flex justify-between gap-3 py-1.5 ${rang === 0 ? 'font-semibold' : 'text-discret'}`}
              >
                <Valeur taux={un} />
                <span className="font-normal text-discret">
                  {t('depuis')} <Moment le={un.debut_le} />
                </span>
              </li>
            ))}
          </ul>
        ) : null}
        <Attente
          pret={data !== undefined}
          erreur={error}
          onReessayer={() => void refetch()}
          lignes={2}
        />
      </div>
    </Carte>
  );
}
