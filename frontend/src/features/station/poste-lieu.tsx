import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUtilisateur } from '@/lib/session';
import { answer, type Reponse } from '@/station/sons';
import { Button } from '@/ui/button';
import { Case, Champ, Input } from '@/ui/input';
import { Select } from '@/ui/select';
import { passed, prefer, usePreferences } from './preferences';
import { type AgenceCourte, useAgences } from './queries';

const REPONSES: readonly Reponse[] = ['ok', 'attention', 'refus'];

/** The pedal tells its own name: press it once in the field. */
function Pedale() {
  const { t } = useTranslation('station');
  const pedale = usePreferences((etat) => etat.pedale);
  const [attend, setAttend] = useState(false);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Tab' || event.key === 'Shift') return;
    event.preventDefault();
    event.stopPropagation();
    setAttend(false);
    if (event.key !== 'Escape') prefer({ pedale: event.code });
  }

  return (
    <Champ libelle={t('poste.pedale')} aide={t('poste.pedaleAide')}>
      {(lien) => (
        <Input
          {...lien}
          readOnly
          className="chiffres"
          value={attend ? t('poste.pedaleAttend') : pedale}
          onFocus={() => setAttend(true)}
          onBlur={() => setAttend(false)}
          onKeyDown={onKeyDown}
        />
      )}
    </Champ>
  );
}

/** The cartons taken in from now on are this agency's; undefined: the person's own. */
function stand(agence: AgenceCourte | undefined): void {
  prefer({ agence: agence ? { id: agence.id, nom: agence.nom, pays: agence.pays } : null });
}

/** Where the bench stands, how loud it is, and what it does by itself. */
export function PosteLieu() {
  const { t } = useTranslation('station');
  const utilisateur = useUtilisateur();
  const agences = useAgences(utilisateur.pays);
  const { agence, sons, habitudes, avance } = usePreferences();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Champ libelle={t('poste.agence')} aide={t('poste.agenceAide')}>
        {(lien) => (
          <Select
            {...lien}
            vide={utilisateur.agence?.nom ?? t('poste.agenceMienne')}
            choix={agences.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
            value={agence?.pays === utilisateur.pays ? agence.id : ''}
            onChange={(event) => stand(agences.find(({ id }) => id === event.target.value))}
          />
        )}
      </Champ>
      <Pedale />
      <div className="flex flex-col gap-2">
        <Case
          libelle={t('poste.sons')}
          checked={sons}
          onChange={(event) => prefer({ sons: event.target.checked })}
        />
        <Case
          libelle={t('poste.habitudes')}
          checked={habitudes}
          onChange={(event) => prefer({ habitudes: event.target.checked })}
        />
        <Case
          libelle={t('poste.avance')}
          checked={avance}
          onChange={(event) => prefer({ avance: event.target.checked })}
        />
      </div>
      <div className="flex flex-wrap content-start gap-2">
        {REPONSES.map((reponse) => (
          <Button
            key={reponse}
            taille="s"
            onClick={() => {
              answer(reponse);
              passed('lieu');
            }}
          >
            {t(`poste.son.${reponse}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
