import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { EmptyState } from '@/ui/empty-state';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input, Textarea } from '@/ui/input';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { ETAPES } from './etats';
import { draftsOf, type ModeleSaisi, newDraft, readModeles } from './modele-brouillon';
import { LANGUES } from './queries-gabarits';
import { type Ligne, useReglageLigne } from './queries-lignes';

/** The texts WhatsApp approved for a line: all that leaves once a client has been silent 24 h. */
export function ModelesLigne({ ligne, onFerme }: { ligne: Ligne; onFerme: () => void }) {
  const { t } = useTranslation(['lignes', 'commun']);
  const [saisis, setSaisis] = useState(() => draftsOf(ligne.modeles));
  const [montre, setMontre] = useState(false);
  const reglage = useReglageLigne(ligne.id);
  const { lus, faux } = readModeles(saisis);
  const change = (cle: number, plus: Partial<ModeleSaisi>): void =>
    setSaisis((avant) => avant.map((un) => (un.cle === cle ? { ...un, ...plus } : un)));

  function save(): void {
    setMontre(true);
    if (lus === null) return;
    reglage.mutate(
      { modeles: lus },
      {
        onSuccess: () => {
          toast('succes', t('modeles.gardes', { nom: ligne.nom }));
          onFerme();
        },
      },
    );
  }

  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={t('modeles.titre', { nom: ligne.nom })}
      description={t('modeles.aide')}
      pied={
        <>
          <Button onClick={onFerme}>{t('commun:actions.annuler')}</Button>
          <Button
            variante="principal"
            type="submit"
            form="modeles-ligne"
            occupe={reglage.isPending}
          >
            {t('commun:actions.enregistrer')}
          </Button>
        </>
      }
    >
      <form
        id="modeles-ligne"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {saisis.length === 0 ? (
          <EmptyState titre={t('modeles.aucun')} aide={t('modeles.aucunAide')} />
        ) : null}
        {saisis.map((saisi, rang) => (
          <Modele
            key={saisi.cle}
            saisi={saisi}
            rang={rang + 1}
            faux={montre ? (faux.get(saisi.cle) ?? null) : null}
            onChange={(plus) => change(saisi.cle, plus)}
            onRetire={() => setSaisis((avant) => avant.filter(({ cle }) => cle !== saisi.cle))}
          />
        ))}
        <Button
          className="self-start"
          onClick={() => setSaisis((avant) => [...avant, newDraft(avant)])}
        >
          <Plus aria-hidden />
          {t('modeles.ajouter')}
        </Button>
        <ErreurAction erreur={reglage.error} />
      </form>
    </Sheet>
  );
}

function Modele({
  saisi,
  rang,
  faux,
  onChange,
  onRetire,
}: {
  saisi: ModeleSaisi;
  rang: number;
  faux: 'nom' | 'code' | 'double' | null;
  onChange: (plus: Partial<ModeleSaisi>) => void;
  onRetire: () => void;
}) {
  const { t } = useTranslation(['lignes', 'notifications', 'gabarits']);
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border p-3">
      <legend className="sr-only">{t('modeles.rang', { rang })}</legend>
      <div className="grid grid-cols-2 gap-3">
        <Champ
          libelle={t('modeles.etape')}
          erreur={faux === 'double' ? t('modeles.double') : undefined}
        >
          {(lien) => (
            <Select
              {...lien}
              choix={ETAPES.map((valeur) => ({
                valeur,
                libelle: t(`notifications:etapes.${valeur}`),
              }))}
              value={saisi.etape}
              onChange={(event) => onChange({ etape: event.target.value as ModeleSaisi['etape'] })}
            />
          )}
        </Champ>
        <Champ libelle={t('modeles.langue')}>
          {(lien) => (
            <Select
              {...lien}
              choix={LANGUES.map((valeur) => ({
                valeur,
                libelle: t(`gabarits:langues.${valeur}`),
              }))}
              value={saisi.langue}
              onChange={(event) =>
                onChange({ langue: event.target.value as ModeleSaisi['langue'] })
              }
            />
          )}
        </Champ>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
        <Champ
          libelle={t('modeles.nom')}
          requis
          erreur={faux === 'nom' ? t('modeles.nomFaux') : undefined}
        >
          {(lien) => (
            <Input
              {...lien}
              className="chiffres"
              maxLength={512}
              value={saisi.nom}
              onChange={(event) => onChange({ nom: event.target.value })}
            />
          )}
        </Champ>
        <Champ
          libelle={t('modeles.code')}
          requis
          erreur={faux === 'code' ? t('modeles.codeFaux') : undefined}
        >
          {(lien) => (
            <Input
              {...lien}
              className="chiffres"
              maxLength={6}
              value={saisi.code_langue}
              onChange={(event) => onChange({ code_langue: event.target.value })}
            />
          )}
        </Champ>
      </div>
      <Champ libelle={t('modeles.champs')} aide={t('modeles.champsAide')}>
        {(lien) => (
          <Textarea
            {...lien}
            className="chiffres"
            rows={3}
            value={saisi.parametres}
            onChange={(event) => onChange({ parametres: event.target.value })}
          />
        )}
      </Champ>
      <Button
        taille="s"
        variante="discret"
        className="self-end"
        aria-label={t('modeles.retirerUn', { rang })}
        onClick={onRetire}
      >
        <Trash2 aria-hidden />
        {t('modeles.retirer')}
      </Button>
    </fieldset>
  );
}
