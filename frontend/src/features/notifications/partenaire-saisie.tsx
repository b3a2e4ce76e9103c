import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAYS, usePaysVu } from '@/lib/pays-vu';
import { uuid7 } from '@/lib/uuid7';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Case, Champ, Input } from '@/ui/input';
import { Segments } from '@/ui/select';
import { SecretUneFois } from './partenaire-secret';
import { EVENEMENTS, type Evenement, type Saisie, useInscription } from './queries-partenaires';

export const SAISIE_VIDE: Saisie = { nom: '', url: '', evenements: [] };

/** The partner's name, its HTTPS address, what it is told of (nothing ticked: everything). */
export function ChampsPartenaire({
  saisie,
  onSaisie,
}: {
  saisie: Saisie;
  onSaisie: (saisie: Saisie) => void;
}) {
  const { t } = useTranslation(['partenaires', 'commun']);
  const toggle = (evenement: Evenement, dedans: boolean): void =>
    onSaisie({
      ...saisie,
      evenements: dedans
        ? [...saisie.evenements, evenement]
        : saisie.evenements.filter((un) => un !== evenement),
    });
  return (
    <>
      <Champ libelle={t('nom')} requis>
        {(lien) => (
          <Input
            {...lien}
            autoFocus
            maxLength={80}
            value={saisie.nom}
            onChange={(event) => onSaisie({ ...saisie, nom: event.target.value })}
          />
        )}
      </Champ>
      <Champ libelle={t('url')} requis aide={t('urlAide')}>
        {(lien) => (
          <Input
            {...lien}
            type="url"
            inputMode="url"
            className="chiffres"
            maxLength={300}
            placeholder="https://"
            value={saisie.url}
            onChange={(event) => onSaisie({ ...saisie, url: event.target.value.trim() })}
          />
        )}
      </Champ>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-[0.8125rem] font-medium">{t('evenements')}</legend>
        <div className="grid grid-cols-2 gap-x-4 gap-y-2">
          {EVENEMENTS.map((evenement) => {
            const etat = evenement.slice('colis.'.length) as 'recu';
            return (
              <Case
                key={evenement}
                libelle={t(`commun:etatColis.${etat}`)}
                checked={saisie.evenements.includes(evenement)}
                onChange={(event) => toggle(evenement, event.target.checked)}
              />
            );
          })}
        </div>
        <p className="text-xs text-discret">{t('evenementsAide')}</p>
      </fieldset>
    </>
  );
}

/** A new partner; its secret is shown once, in place of the form. */
export function InscriptionPartenaire({
  onFerme,
  onInscrit,
}: {
  onFerme: () => void;
  onInscrit: (id: string) => void;
}) {
  const { t } = useTranslation(['partenaires', 'commun']);
  const vu = usePaysVu();
  const [id] = useState(uuid7);
  const [pays, setPays] = useState(vu ?? 'ML');
  const [saisie, setSaisie] = useState(SAISIE_VIDE);
  const inscription = useInscription();
  const pret = saisie.nom.trim() !== '' && /^https?:\/\/\S+/.test(saisie.url);

  if (inscription.data) {
    return (
      <SecretUneFois
        secret={inscription.data.secret}
        nom={inscription.data.nom}
        onFerme={() => {
          onInscrit(id);
          onFerme();
        }}
      />
    );
  }
  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={t('nouveau')}
      description={t('nouveauAide')}
      pied={
        <>
          <Button onClick={onFerme}>{t('commun:actions.annuler')}</Button>
          <Button
            variante="principal"
            type="submit"
            form="nouveau-partenaire"
            disabled={!pret}
            occupe={inscription.isPending}
          >
            {t('inscrire')}
          </Button>
        </>
      }
    >
      <form
        id="nouveau-partenaire"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (pret) inscription.mutate({ ...saisie, nom: saisie.nom.trim(), id, pays });
        }}
      >
        {vu === null ? (
          <Segments
            libelle={t('commun:paysVu')}
            choix={PAYS.map((valeur) => ({ valeur, libelle: t(`commun:pays.${valeur}`) }))}
            valeur={PAYS.find((code) => code === pays) ?? 'ML'}
            onChange={setPays}
          />
        ) : null}
        <ChampsPartenaire saisie={saisie} onSaisie={setSaisie} />
        <ErreurAction erreur={inscription.error} />
      </form>
    </Sheet>
  );
}
