import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { formatAwb, parseAwb } from '@/lib/references';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input, InputUnite } from '@/ui/input';
import { Carte } from '@/ui/page';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { ChampHeure } from './champ-heure';
import { type ChampsVol, changesOf, schemaOf, valuesOf } from './details-champs';
import { DetailsFiges } from './details-figes';
import { type Aeroport, useAeroports, useCompagnies, useModification, type Vol } from './queries';

/** What each state still lets people change; the server refuses the rest. */
const MODIFIABLES: Readonly<Record<string, readonly (keyof ChampsVol)[]>> = {
  ouvert: [
    'numero',
    'lta',
    'compagnie',
    'aeroport_depart',
    'aeroport_arrivee',
    'depart_prevu',
    'arrivee_prevue',
    'capacite_kg',
    'capacite_m3',
  ],
  cloture: ['depart_prevu', 'arrivee_prevue'],
  parti: ['arrivee_prevue'],
};

function useForme(vol: Vol) {
  const { t } = useTranslation('vols');
  const schema = useMemo(
    () =>
      schemaOf({
        lta: t('details.ltaFausse'),
        nombre: t('details.nombreFaux'),
      }),
    [t],
  );
  const values = useMemo(() => valuesOf(vol), [vol]);
  return useForm<ChampsVol>({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    values,
    resetOptions: { keepDirtyValues: true },
  });
}

const libelleAeroport = ({ code, ville }: Aeroport): string => `${code} · ${ville}`;

const aeroportDe = (liste: readonly Aeroport[], code: string): Aeroport | undefined =>
  liste.find((un) => un.code === code);

/** Everything closing will ask, saved whenever it is known. */
export function DetailsVol({ vol, permis }: { vol: Vol; permis: boolean }) {
  const modifiable = permis && vol.statut in MODIFIABLES;
  return modifiable ? <FormulaireVol vol={vol} /> : <DetailsFiges vol={vol} />;
}

function FormulaireVol({ vol }: { vol: Vol }) {
  const { t } = useTranslation(['vols', 'commun']);
  const { data: compagnies = [] } = useCompagnies(true);
  const { data: aeroports = [] } = useAeroports(true);
  const { mutate, isPending, error } = useModification(vol.id);
  const { register, handleSubmit, watch, reset, formState } = useForme(vol);
  const { errors, isDirty, dirtyFields } = formState;
  const ouverts = MODIFIABLES[vol.statut] ?? [];
  const fige = (champ: keyof ChampsVol): boolean => !ouverts.includes(champ);

  const depart = aeroportDe(aeroports, watch('aeroport_depart'));
  const arrivee = aeroportDe(aeroports, watch('aeroport_arrivee'));
  const compagnie = compagnies.find(({ code }) => code === watch('compagnie'));
  const lta = parseAwb(watch('lta'));
  const fuseaux = {
    depart: depart?.fuseau ?? vol.fuseau_depart,
    arrivee: arrivee?.fuseau ?? vol.fuseau_arrivee,
  };

  const submit = handleSubmit((champs) => {
    mutate(changesOf(champs, dirtyFields, fuseaux), {
      onSuccess: () => {
        reset(champs);
        toast('succes', t('details.enregistrees'));
      },
    });
  });

  function aideLta(): string {
    if (lta === null) return t('details.ltaAide');
    const prefixe = lta.slice(0, 3);
    const attendu = compagnie?.prefixe_lta;
    if (compagnie && attendu && attendu !== prefixe) {
      return t('details.prefixe', { prefixe, compagnie: compagnie.nom });
    }
    return `${formatAwb(lta)} · ${t('details.ltaJuste')}`;
  }

  return (
    <Carte titre={t('details.titre')}>
      <form onSubmit={(event) => void submit(event)} className="grid grid-cols-2 gap-x-3 gap-y-3">
        <Champ libelle={t('numero')} erreur={errors.numero?.message}>
          {(lien) => (
            <Input
              {...lien}
              className="chiffres uppercase"
              placeholder="ET607"
              autoComplete="off"
              disabled={fige('numero')}
              {...register('numero')}
            />
          )}
        </Champ>
        <Champ libelle={t('details.compagnie')}>
          {(lien) => (
            <Select
              {...lien}
              key={compagnies.length}
              vide={t('details.choisir')}
              disabled={fige('compagnie')}
              choix={compagnies.map(({ code, nom }) => ({
                valeur: code,
                libelle: `${code} · ${nom}`,
              }))}
              {...register('compagnie')}
            />
          )}
        </Champ>
        <Champ
          libelle={t('lta')}
          erreur={errors.lta?.message}
          aide={aideLta()}
          className="col-span-2"
        >
          {(lien) => (
            <Input
              {...lien}
              className="chiffres"
              inputMode="numeric"
              placeholder="071-12345675"
              autoComplete="off"
              disabled={fige('lta')}
              {...register('lta')}
            />
          )}
        </Champ>
        <Champ libelle={t('details.aeroportDepart')}>
          {(lien) => (
            <Select
              {...lien}
              key={aeroports.length}
              vide={t('details.choisir')}
              disabled={fige('aeroport_depart')}
              choix={aeroports
                .filter(({ pays }) => pays === vol.pays_origine)
                .map((un) => ({ valeur: un.code, libelle: libelleAeroport(un) }))}
              {...register('aeroport_depart')}
            />
          )}
        </Champ>
        <Champ libelle={t('details.aeroportArrivee')}>
          {(lien) => (
            <Select
              {...lien}
              key={aeroports.length}
              vide={t('details.choisir')}
              disabled={fige('aeroport_arrivee')}
              choix={aeroports
                .filter(({ pays }) => pays === vol.pays_destination)
                .map((un) => ({ valeur: un.code, libelle: libelleAeroport(un) }))}
              {...register('aeroport_arrivee')}
            />
          )}
        </Champ>
        <ChampHeure
          champ="depart_prevu"
          libelle={t('details.departPrevu')}
          fuseau={fuseaux.depart}
          ville={depart?.ville ?? t(`commun:pays.${vol.pays_origine as 'CN'}`)}
          inactif={fige('depart_prevu')}
          register={register}
        />
        <ChampHeure
          champ="arrivee_prevue"
          libelle={t('details.arriveePrevue')}
          fuseau={fuseaux.arrivee}
          ville={arrivee?.ville ?? t(`commun:pays.${vol.pays_destination as 'ML'}`)}
          inactif={fige('arrivee_prevue')}
          erreur={errors.arrivee_prevue?.message}
          register={register}
        />
        <Champ libelle={t('details.capaciteKg')} erreur={errors.capacite_kg?.message}>
          {(lien) => (
            <InputUnite
              {...lien}
              unite="kg"
              disabled={fige('capacite_kg')}
              {...register('capacite_kg')}
            />
          )}
        </Champ>
        <Champ libelle={t('details.capaciteM3')} erreur={errors.capacite_m3?.message}>
          {(lien) => (
            <InputUnite
              {...lien}
              unite="m³"
              disabled={fige('capacite_m3')}
              {...register('capacite_m3')}
            />
          )}
        </Champ>
        <div className="col-span-2 flex flex-col gap-2">
          <ErreurAction erreur={error} />
          <div className="flex justify-end gap-2">
            {isDirty ? (
              <Button variante="discret" onClick={() => reset(valuesOf(vol))}>
                {t('commun:actions.annuler')}
              </Button>
            ) : null}
            <Button type="submit" occupe={isPending} disabled={!isDirty}>
              {t('commun:actions.enregistrer')}
            </Button>
          </div>
        </div>
      </form>
    </Carte>
  );
}
