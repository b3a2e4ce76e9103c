import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEVISES, FUSEAUX, symboleOf } from '@/lib/format';
import { addDays, localDay } from '@/lib/jour';
import type { Categorie, Mode } from '@/lib/nomenclature';
import { uuid7 } from '@/lib/uuid7';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input, InputUnite } from '@/ui/input';
import { Segments } from '@/ui/select';
import { toast } from '@/ui/toast';
import { type Brouillon, buildTarif, draftOf } from './brouillon';
import { type Tarif, UNITES } from './grille';
import { useNouveauTarif } from './queries';

interface Props {
  pays: string;
  mode: Mode;
  categorie: Categorie;
  /** The price it follows, whose end it sets. */
  actuel: Tarif | null;
  onFini: () => void;
}

type Change = (changement: Partial<Brouillon>) => void;

function ChampsPaliers({
  brouillon,
  devise,
  change,
}: {
  brouillon: Brouillon;
  devise: string;
  change: Change;
}) {
  const { t } = useTranslation(['tarifs', 'commun']);
  const { paliers, unite } = brouillon;
  const set = (cle: string, un: Partial<(typeof paliers)[number]>): void =>
    change({
      paliers: paliers.map((palier) => (palier.cle === cle ? { ...palier, ...un } : palier)),
    });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-[0.8125rem] font-medium">{t('paliers')}</legend>
      {paliers.map((palier) => (
        <div key={palier.cle} className="grid grid-cols-[1fr_1fr_auto] items-center gap-2">
          <InputUnite
            aria-label={t('seuil')}
            unite={t(`unites.${unite}`)}
            value={palier.seuil}
            onChange={(event) => set(palier.cle, { seuil: event.target.value })}
          />
          <InputUnite
            aria-label={t('prixPalier')}
            unite={symboleOf(devise)}
            value={palier.prix}
            onChange={(event) => set(palier.cle, { prix: event.target.value })}
          />
          <Button
            taille="icone"
            variante="discret"
            aria-label={t('commun:actions.supprimer')}
            onClick={() => change({ paliers: paliers.filter(({ cle }) => cle !== palier.cle) })}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <Button
        taille="s"
        className="self-start"
        onClick={() => change({ paliers: [...paliers, { cle: uuid7(), seuil: '', prix: '' }] })}
      >
        <Plus aria-hidden />
        {t('ajouterPalier')}
      </Button>
    </fieldset>
  );
}

function ChampsPoids({ brouillon, change }: { brouillon: Brouillon; change: Change }) {
  const { t } = useTranslation('tarifs');
  return (
    <div className="grid grid-cols-2 gap-3">
      <Champ libelle={t('diviseur')} aide={t('diviseurAide')}>
        {(lien) => (
          <Input
            {...lien}
            inputMode="numeric"
            className="chiffres text-right"
            placeholder="6000"
            value={brouillon.diviseur}
            onChange={(event) => change({ diviseur: event.target.value })}
          />
        )}
      </Champ>
      <Champ libelle={t('pasTitre')} aide={t('pasAide')}>
        {(lien) => (
          <InputUnite
            {...lien}
            unite="g"
            inputMode="numeric"
            value={brouillon.pas_g}
            onChange={(event) => change({ pas_g: event.target.value })}
          />
        )}
      </Champ>
    </div>
  );
}

function ChampQuand({
  brouillon,
  demain,
  change,
}: {
  brouillon: Brouillon;
  demain: string;
  change: Change;
}) {
  const { t } = useTranslation('tarifs');
  return (
    <div className="flex flex-col gap-2">
      <span className="text-[0.8125rem] font-medium">{t('quand.titre')}</span>
      <div className="flex flex-wrap gap-2">
        <Segments
          libelle={t('quand.titre')}
          choix={(['jour', 'maintenant'] as const).map((valeur) => ({
            valeur,
            libelle: t(`quand.${valeur}`),
          }))}
          valeur={brouillon.quand}
          onChange={(quand) => change({ quand })}
        />
        {brouillon.quand === 'jour' ? (
          <Input
            type="date"
            aria-label={t('quand.date')}
            className="w-44"
            min={demain}
            value={brouillon.jour}
            onChange={(event) => change({ jour: event.target.value })}
          />
        ) : null}
      </div>
    </div>
  );
}

export function FormulaireTarif({ pays, mode, categorie, actuel, onFini }: Props) {
  const { t } = useTranslation(['tarifs', 'commun']);
  const devise = DEVISES[pays] ?? 'XOF';
  const fuseau = FUSEAUX[pays] ?? 'UTC';
  const demain = addDays(localDay(Date.now(), fuseau), 1);
  const [id] = useState(uuid7);
  const [brouillon, setBrouillon] = useState(() => draftOf(actuel, devise, demain));
  const creation = useNouveauTarif();
  const change: Change = (un) => setBrouillon((avant) => ({ ...avant, ...un }));
  const remplace = actuel !== null && actuel.fin_le === null;
  const build = () =>
    buildTarif(brouillon, { id, pays, mode, categorie, devise }, fuseau, remplace, Date.now());
  const pret = build() !== null;

  function submit(event: React.FormEvent): void {
    event.preventDefault();
    const tarif = build();
    if (!tarif) return;
    creation.mutate(
      { remplace: remplace ? actuel.id : null, tarif },
      {
        onSuccess: () => {
          toast('succes', t('nouveau.fait'));
          onFini();
        },
      },
    );
  }

  return (
    <form className="flex flex-col gap-4 rounded-lg border p-3" onSubmit={submit}>
      <Segments
        libelle={t('unite')}
        className="self-start"
        choix={UNITES.map((valeur) => ({ valeur, libelle: t(`unites.${valeur}`) }))}
        valeur={brouillon.unite}
        onChange={(unite) => change({ unite, paliers: [] })}
      />
      <div className="grid grid-cols-2 gap-3">
        <Champ libelle={t('prixPar', { unite: t(`unites.${brouillon.unite}`) })} requis>
          {(lien) => (
            <InputUnite
              {...lien}
              autoFocus
              unite={symboleOf(devise)}
              value={brouillon.prix}
              onChange={(event) => change({ prix: event.target.value })}
            />
          )}
        </Champ>
        <Champ libelle={t('minimumColis')}>
          {(lien) => (
            <InputUnite
              {...lien}
              unite={symboleOf(devise)}
              value={brouillon.minimum}
              onChange={(event) => change({ minimum: event.target.value })}
            />
          )}
        </Champ>
      </div>
      {brouillon.unite === 'kg' ? <ChampsPoids brouillon={brouillon} change={change} /> : null}
      <ChampsPaliers brouillon={brouillon} devise={devise} change={change} />
      <ChampQuand brouillon={brouillon} demain={demain} change={change} />
      {remplace ? <p className="text-xs text-discret">{t('nouveau.remplaceAide')}</p> : null}
      <ErreurAction erreur={creation.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onFini}>{t('commun:actions.annuler')}</Button>
        <Button type="submit" variante="principal" disabled={!pret} occupe={creation.isPending}>
          {t('nouveau.action')}
        </Button>
      </div>
    </form>
  );
}
