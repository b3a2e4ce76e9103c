import { zodResolver } from '@hookform/resolvers/zod';
import { PencilLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CATEGORIES } from '@/lib/nomenclature';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input, InputUnite, Textarea } from '@/ui/input';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { type Champs, changesOf, schemaOf, valuesOf } from './corriger-champs';
import { type ColisDetail, useCorrection } from './queries';

const FORMULAIRE = 'correction-colis';

function Contenu({ colis, onFait }: { colis: ColisDetail; onFait: () => void }) {
  const { t } = useTranslation('colis');
  const { mutate, error } = useCorrection(colis.id);
  const schema = useMemo(
    () =>
      schemaOf({
        poids: t('corriger.poidsFaux'),
        dimensions: t('corriger.dimensionsFausses'),
        batterie: t('corriger.batterieFausse'),
        requis: t('corriger.requis'),
      }),
    [t],
  );
  const { register, handleSubmit, setError, formState } = useForm<Champs>({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: valuesOf(colis),
  });
  const { errors, dirtyFields } = formState;

  const submit = handleSubmit((champs) => {
    const changements = changesOf(champs, dirtyFields);
    if (Object.keys(changements).length === 0) {
      setError('motif', { message: t('corriger.rien') });
      return;
    }
    mutate({ ...changements, motif: champs.motif, version: colis.version }, { onSuccess: onFait });
  });

  return (
    <form id={FORMULAIRE} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Champ libelle={t('corriger.poids')} erreur={errors.poids?.message}>
          {(lien) => <InputUnite {...lien} autoFocus unite="kg" {...register('poids')} />}
        </Champ>
        <Champ libelle={t('corriger.pieces')} erreur={errors.pieces?.message}>
          {(lien) => (
            <Input {...lien} inputMode="numeric" className="chiffres" {...register('pieces')} />
          )}
        </Champ>
      </div>
      <Champ libelle={t('corriger.dimensions')} erreur={errors.dimensions?.message}>
        {(lien) => (
          <Input
            {...lien}
            className="chiffres"
            placeholder="60x40x35"
            autoComplete="off"
            {...register('dimensions')}
          />
        )}
      </Champ>
      <Champ libelle={t('corriger.categorie')}>
        {(lien) => (
          <Select
            {...lien}
            choix={CATEGORIES.map((valeur) => ({ valeur, libelle: t(`categories.${valeur}`) }))}
            {...register('categorie')}
          />
        )}
      </Champ>
      <Champ libelle={t('corriger.contenu')} erreur={errors.contenu?.message}>
        {(lien) => <Input {...lien} autoComplete="off" {...register('contenu')} />}
      </Champ>
      <div className="grid grid-cols-2 gap-3">
        <Champ
          libelle={t('corriger.mah')}
          aide={t('corriger.batterieAide')}
          erreur={errors.mah?.message}
        >
          {(lien) => <InputUnite {...lien} unite="mAh" {...register('mah')} />}
        </Champ>
        <Champ libelle={t('corriger.volts')}>
          {(lien) => <InputUnite {...lien} unite="V" {...register('volts')} />}
        </Champ>
      </div>
      <Champ libelle={t('corriger.motif')} requis erreur={errors.motif?.message}>
        {(lien) => <Textarea {...lien} {...register('motif')} />}
      </Champ>
      <ErreurAction erreur={error} />
    </form>
  );
}

/** A correction before the flight closes: what changed and why, on the record. */
export function CorrigerColis({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation(['colis', 'commun']);
  const [ouvert, setOuvert] = useState(false);
  return (
    <>
      <Button onClick={() => setOuvert(true)}>
        <PencilLine aria-hidden />
        {t('corriger.action')}
      </Button>
      <Sheet
        ouvert={ouvert}
        onOuvert={setOuvert}
        titre={t('corriger.titre')}
        description={t('corriger.aide')}
        pied={
          <>
            <Button onClick={() => setOuvert(false)}>{t('commun:actions.annuler')}</Button>
            <Button type="submit" form={FORMULAIRE} variante="principal">
              {t('commun:actions.enregistrer')}
            </Button>
          </>
        }
      >
        {ouvert ? (
          <Contenu
            colis={colis}
            onFait={() => {
              setOuvert(false);
              toast('succes', t('corriger.faite'));
            }}
          />
        ) : null}
      </Sheet>
    </>
  );
}
