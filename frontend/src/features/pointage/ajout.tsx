import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCodeSuivi, newCodeSuivi } from '@/lib/code-suivi';
import { uuid7 } from '@/lib/uuid7';
import { capture } from '@/offline/outbox';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { answer } from '@/station/sons';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input, Textarea } from '@/ui/input';
import { PrisePhoto } from '@/ui/prise-photo';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { type Ajout, asksPieces, missingOf, payloadOf, useChoixArrivee } from './ajout-champs';
import type { VolAPointer } from './queries';

const vide = (mode: string): Ajout => ({
  telephone: '',
  nom: '',
  poids: '',
  mode,
  categorie: 'standard',
  pieces: '',
  contenu: '',
  motif: '',
});

interface Props {
  vol: VolAPointer;
  onFermer: () => void;
}

const TEXTES = [
  ['telephone', 'tel'],
  ['nom', 'text'],
  ['poids', 'decimal'],
] as const;

/** A carton that came without ever having been registered: who it is for, what it weighs, why. */
export function AjoutArrivee({ vol, onFermer }: Props) {
  const { t } = useTranslation(['pointage', 'commun', 'horsLigne']);
  const { pays, categories, modes } = useChoixArrivee();
  const [faits] = useState(() => ({ id: uuid7(), code_suivi: newCodeSuivi() }));
  const [saisie, setSaisie] = useState(() => vide(vol.mode));
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  const [vus, setVus] = useState(false);
  const [erreur, setErreur] = useState<unknown>(null);
  const [occupe, setOccupe] = useState(false);
  const manques = missingOf(saisie, pays);
  useSaisieEnCours(true);

  const change = (avec: Partial<Ajout>): void => setSaisie((avant) => ({ ...avant, ...avec }));
  const fault = (champ: keyof Ajout): string | undefined =>
    vus && manques.includes(champ) ? t(`ajout.manque.${champ as 'nom'}`) : undefined;

  async function submit(): Promise<void> {
    setVus(true);
    if (manques.length > 0) return;
    setOccupe(true);
    setErreur(null);
    try {
      const survenu_le = new Date().toISOString();
      await capture({
        type: 'colis.ajouter_arrivee',
        entity_id: faits.id,
        payload: payloadOf(saisie, { ...faits, vol_id: vol.id, pays, survenu_le }),
        photos,
        resume: `${formatCodeSuivi(faits.code_suivi)} · ${saisie.nom.trim()}`,
      });
      answer('ok');
      toast('succes', t('horsLigne:enregistre'), { detail: formatCodeSuivi(faits.code_suivi) });
      onFermer();
    } catch (cause) {
      setErreur(cause);
      setOccupe(false);
    }
  }

  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => !ouvert && onFermer()}
      tenace={saisie.telephone !== '' || saisie.contenu !== '' || photos.length > 0}
      titre={t('ajout.titre')}
      description={t('ajout.aide')}
      pied={
        <>
          <Button onClick={onFermer}>{t('commun:actions.annuler')}</Button>
          <Button variante="principal" occupe={occupe} onClick={() => void submit()}>
            {t('commun:actions.enregistrer')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-sm">
          {t('ajout.code')}{' '}
          <strong className="chiffres">{formatCodeSuivi(faits.code_suivi)}</strong>
        </p>
        {TEXTES.map(([champ, clavier]) => (
          <Champ key={champ} libelle={t(`ajout.${champ}`)} requis erreur={fault(champ)}>
            {(lien) => (
              <Input
                {...lien}
                inputMode={clavier}
                autoComplete="off"
                maxLength={120}
                value={saisie[champ]}
                onChange={({ target }) => change({ [champ]: target.value })}
              />
            )}
          </Champ>
        ))}
        <div className="grid grid-cols-2 gap-3">
          <Champ libelle={t('ajout.mode')}>
            {(lien) => (
              <Select
                {...lien}
                choix={modes}
                value={saisie.mode}
                onChange={({ target }) => change({ mode: target.value })}
              />
            )}
          </Champ>
          <Champ libelle={t('ajout.categorie')}>
            {(lien) => (
              <Select
                {...lien}
                choix={categories}
                value={saisie.categorie}
                onChange={({ target }) => change({ categorie: target.value })}
              />
            )}
          </Champ>
        </div>
        {asksPieces(saisie) ? (
          <Champ libelle={t('ajout.pieces')} requis erreur={fault('pieces')}>
            {(lien) => (
              <Input
                {...lien}
                inputMode="numeric"
                value={saisie.pieces}
                onChange={({ target }) => change({ pieces: target.value })}
              />
            )}
          </Champ>
        ) : null}
        <Champ libelle={t('ajout.contenu')} requis erreur={fault('contenu')}>
          {(lien) => (
            <Input
              {...lien}
              maxLength={300}
              value={saisie.contenu}
              onChange={({ target }) => change({ contenu: target.value })}
            />
          )}
        </Champ>
        <Champ libelle={t('ajout.motif')} requis erreur={fault('motif')}>
          {(lien) => (
            <Textarea
              {...lien}
              maxLength={300}
              value={saisie.motif}
              onChange={({ target }) => change({ motif: target.value })}
            />
          )}
        </Champ>
        <PrisePhoto photos={photos} onChange={setPhotos} maximum={3} />
        <ErreurAction erreur={erreur} />
      </div>
    </Sheet>
  );
}
