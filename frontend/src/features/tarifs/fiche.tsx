import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FUSEAUX } from '@/lib/format';
import { localDay, startOfDay } from '@/lib/jour';
import type { Categorie, Mode } from '@/lib/nomenclature';
import { useNow } from '@/lib/now';
import { useCan } from '@/lib/session';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Moment } from '@/ui/format';
import { Champ, Input } from '@/ui/input';
import { toast } from '@/ui/toast';
import { FormulaireTarif } from './formulaire';
import { cellOf, type Tarif } from './grille';
import { Conditions, Paliers, PrixUnite } from './prix';
import { useCloture } from './queries';

/** Ending a price by date: the day it no longer holds, or no end at all. */
function Cloture({ tarif, fuseau, onFini }: { tarif: Tarif; fuseau: string; onFini: () => void }) {
  const { t } = useTranslation(['tarifs', 'commun']);
  const [jour, setJour] = useState('');
  const cloture = useCloture(tarif.id);
  const demain = localDay(Date.now() + 86_400_000, fuseau);

  function close(fin_le: string | null): void {
    cloture.mutate(fin_le, {
      onSuccess: () => {
        toast('succes', fin_le === null ? t('cloture.rouvert') : t('cloture.fait'));
        onFini();
      },
    });
  }

  return (
    <div className="flex flex-col gap-3 rounded-md bg-creux p-3">
      <Champ libelle={t('cloture.jour')} aide={t('cloture.aide')}>
        {(lien) => (
          <Input
            {...lien}
            type="date"
            min={demain}
            value={jour}
            onChange={(event) => setJour(event.target.value)}
          />
        )}
      </Champ>
      <ErreurAction erreur={cloture.error} />
      <div className="flex justify-end gap-2">
        {tarif.fin_le ? (
          <Button taille="s" occupe={cloture.isPending} onClick={() => close(null)}>
            {t('cloture.sansFin')}
          </Button>
        ) : null}
        <Button
          taille="s"
          disabled={startOfDay(jour, fuseau) === null}
          occupe={cloture.isPending}
          onClick={() => close(startOfDay(jour, fuseau))}
        >
          {t('cloture.action')}
        </Button>
      </div>
    </div>
  );
}

function UnTarif({
  tarif,
  etat,
  fuseau,
  peutClore,
}: {
  tarif: Tarif;
  etat: 'actuel' | 'aVenir' | 'passe';
  fuseau: string;
  peutClore: boolean;
}) {
  const { t } = useTranslation('tarifs');
  const [clore, setClore] = useState(false);
  return (
    <li className="flex flex-col gap-1.5 py-3 text-sm first:pt-0">
      <span className="flex items-center justify-between gap-3">
        <PrixUnite tarif={tarif} />
        <Badge ton={etat === 'actuel' ? 'succes' : etat === 'aVenir' ? 'info' : 'neutre'}>
          {t(`etats.${etat}`)}
        </Badge>
      </span>
      <Paliers tarif={tarif} />
      <Conditions tarif={tarif} />
      <span className="flex items-center justify-between gap-3 text-xs text-discret">
        <span>
          {t('depuis')} <Moment le={tarif.debut_le} fuseau={fuseau} />
          {tarif.fin_le ? (
            <>
              {' '}
              {t('jusquau')} <Moment le={tarif.fin_le} fuseau={fuseau} />
            </>
          ) : null}
        </span>
        {peutClore && etat !== 'passe' ? (
          <Button variante="lien" taille="s" onClick={() => setClore(!clore)}>
            {t('cloture.ouvrir')}
          </Button>
        ) : null}
      </span>
      {clore ? <Cloture tarif={tarif} fuseau={fuseau} onFini={() => setClore(false)} /> : null}
    </li>
  );
}

/** A cell's whole story: what holds, what comes, what was, and the form for the next. */
export function FicheTarif({
  tarifs,
  pays,
  mode,
  categorie,
  onFerme,
}: {
  tarifs: readonly Tarif[];
  pays: string;
  mode: Mode;
  categorie: Categorie;
  onFerme: () => void;
}) {
  const { t } = useTranslation(['tarifs', 'colis']);
  const peutEcrire = useCan('tarif.modifier');
  const [nouveau, setNouveau] = useState(false);
  const { actuel, aVenir, passes } = cellOf(tarifs, mode, categorie, useNow());
  const fuseau = FUSEAUX[pays] ?? 'UTC';
  const lignes = [
    ...aVenir.map((tarif) => ({ tarif, etat: 'aVenir' as const })),
    ...(actuel ? [{ tarif: actuel, etat: 'actuel' as const }] : []),
    ...passes.map((tarif) => ({ tarif, etat: 'passe' as const })),
  ];
  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={`${t(`colis:categories.${categorie}`)} · ${t(`colis:modes.${mode}`)}`}
      description={t('nonRetroactif')}
    >
      <div className="flex flex-col gap-4">
        {peutEcrire && !nouveau ? (
          <Button variante="principal" className="self-start" onClick={() => setNouveau(true)}>
            {actuel ? t('nouveau.remplacer') : t('nouveau.premier')}
          </Button>
        ) : null}
        {nouveau ? (
          <FormulaireTarif
            pays={pays}
            mode={mode}
            categorie={categorie}
            actuel={aVenir.at(-1) ?? actuel}
            onFini={() => setNouveau(false)}
          />
        ) : null}
        {lignes.length === 0 ? <p className="text-sm text-discret">{t('aucunPrix')}</p> : null}
        <ul className="divide-y">
          {lignes.map(({ tarif, etat }) => (
            <UnTarif
              key={tarif.id}
              tarif={tarif}
              etat={etat}
              fuseau={fuseau}
              peutClore={peutEcrire}
            />
          ))}
        </ul>
      </div>
    </Sheet>
  );
}
