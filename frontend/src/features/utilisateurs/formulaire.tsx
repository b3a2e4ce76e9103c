import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAYS, usePaysVu } from '@/lib/pays-vu';
import { ApiError } from '@/lib/problem';
import { useUtilisateur } from '@/lib/session';
import { parseTelephone } from '@/lib/telephone';
import { uuid7 } from '@/lib/uuid7';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input } from '@/ui/input';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { fonctionsOuvertes } from './charge';
import { type Creation, useAgences, useCreation } from './queries';

export interface Identite {
  nom: string;
  fonction: 'agent' | 'admin';
  agence_id: string | null;
  langue: string;
  telephone: string;
}

const LANGUES = [
  { valeur: 'fr', libelle: 'Français' },
  { valeur: 'en', libelle: 'English' },
  { valeur: 'zh', libelle: '中文' },
];

/** A field's own refusal, said beside it. */
export function fieldErrors(erreur: unknown): Record<string, string | undefined> {
  const errors = erreur instanceof ApiError ? (erreur.problem.errors ?? {}) : {};
  return Object.fromEntries(Object.entries(errors).map(([champ, mots]) => [champ, mots.join(' ')]));
}

/** What creation and edition share. */
export function ChampsIdentite({
  pays,
  identite,
  onChange,
  erreurs,
}: {
  pays: string;
  identite: Identite;
  onChange: (changement: Partial<Identite>) => void;
  erreurs: Record<string, string | undefined>;
}) {
  const { t } = useTranslation('utilisateurs');
  const moi = useUtilisateur();
  const agences = useAgences(pays);
  const fonctions = fonctionsOuvertes(moi.fonction);
  return (
    <>
      <Champ libelle={t('nom')} requis erreur={erreurs.nom}>
        {(lien) => (
          <Input
            {...lien}
            autoComplete="off"
            maxLength={80}
            value={identite.nom}
            onChange={(event) => onChange({ nom: event.target.value })}
          />
        )}
      </Champ>
      {fonctions.length > 1 ? (
        <Champ libelle={t('fonction')} requis>
          {(lien) => (
            <Select
              {...lien}
              choix={fonctions.map((valeur) => ({ valeur, libelle: t(`fonctions.${valeur}`) }))}
              value={identite.fonction}
              onChange={(event) =>
                onChange({ fonction: event.target.value === 'admin' ? 'admin' : 'agent' })
              }
            />
          )}
        </Champ>
      ) : null}
      <Champ libelle={t('agence')} erreur={erreurs.agence_id}>
        {(lien) => (
          <Select
            {...lien}
            vide={t('sansAgence')}
            choix={(agences.data ?? []).map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
            value={identite.agence_id ?? ''}
            onChange={(event) => onChange({ agence_id: event.target.value || null })}
          />
        )}
      </Champ>
      <Champ libelle={t('telephone')} aide={t('telephoneAide')} erreur={erreurs.telephone}>
        {(lien) => (
          <Input
            {...lien}
            type="tel"
            autoComplete="off"
            value={identite.telephone}
            onChange={(event) => onChange({ telephone: event.target.value })}
          />
        )}
      </Champ>
      <Champ libelle={t('langue')}>
        {(lien) => (
          <Select
            {...lien}
            choix={LANGUES}
            value={identite.langue}
            onChange={(event) => onChange({ langue: event.target.value })}
          />
        )}
      </Champ>
    </>
  );
}

const LONGUEUR_MIN = 10;

function useNouveau() {
  const moi = useUtilisateur();
  const vu = usePaysVu();
  const [id] = useState(uuid7);
  const [pays, setPays] = useState<string>(moi.pays ?? vu ?? 'ML');
  const [identifiant, setIdentifiant] = useState('');
  const [mot_de_passe, setMotDePasse] = useState('');
  const [identite, setIdentite] = useState<Identite>({
    nom: '',
    fonction: 'agent',
    agence_id: null,
    langue: pays === 'CN' ? 'zh' : 'fr',
    telephone: '',
  });
  const pret =
    identite.nom.trim() !== '' && identifiant.trim() !== '' && mot_de_passe.length >= LONGUEUR_MIN;
  const corps: Creation = {
    ...identite,
    id,
    pays,
    identifiant: identifiant.trim(),
    mot_de_passe,
    nom: identite.nom.trim(),
    telephone: parseTelephone(identite.telephone, pays) ?? (identite.telephone.trim() || null),
  };
  return {
    moi,
    pays,
    setPays,
    identifiant,
    setIdentifiant,
    mot_de_passe,
    setMotDePasse,
    identite,
    setIdentite,
    pret,
    corps,
  };
}

export function NouveauMembre({ onFerme }: { onFerme: () => void }) {
  const { t } = useTranslation(['utilisateurs', 'commun']);
  const n = useNouveau();
  const creation = useCreation();
  const erreurs = fieldErrors(creation.error);

  function submit(event: React.FormEvent): void {
    event.preventDefault();
    if (!n.pret) return;
    creation.mutate(n.corps, {
      onSuccess: ({ nom }) => {
        toast('succes', t('cree', { nom }));
        onFerme();
      },
    });
  }

  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={t('nouveau')}
      pied={
        <>
          <Button onClick={onFerme}>{t('commun:actions.annuler')}</Button>
          <Button
            form="nouveau-membre"
            type="submit"
            variante="principal"
            disabled={!n.pret}
            occupe={creation.isPending}
          >
            {t('creer')}
          </Button>
        </>
      }
    >
      <form id="nouveau-membre" className="flex flex-col gap-4" onSubmit={submit}>
        {n.moi.pays === null ? (
          <Champ libelle={t('pays')} requis>
            {(lien) => (
              <Select
                {...lien}
                choix={PAYS.map((valeur) => ({ valeur, libelle: t(`commun:pays.${valeur}`) }))}
                value={n.pays}
                onChange={(event) => {
                  n.setPays(event.target.value);
                  n.setIdentite((avant) => ({ ...avant, agence_id: null }));
                }}
              />
            )}
          </Champ>
        ) : null}
        <ChampsIdentite
          pays={n.pays}
          identite={n.identite}
          erreurs={erreurs}
          onChange={(changement) => n.setIdentite((avant) => ({ ...avant, ...changement }))}
        />
        <Champ
          libelle={t('identifiant')}
          requis
          aide={t('identifiantAide')}
          erreur={erreurs.identifiant}
        >
          {(lien) => (
            <Input
              {...lien}
              autoComplete="off"
              autoCapitalize="none"
              maxLength={60}
              value={n.identifiant}
              onChange={(event) => n.setIdentifiant(event.target.value)}
            />
          )}
        </Champ>
        <Champ
          libelle={t('motDePasse')}
          requis
          aide={t('motDePasseAide', { nombre: LONGUEUR_MIN })}
          erreur={erreurs.mot_de_passe}
        >
          {(lien) => (
            <Input
              {...lien}
              type="text"
              autoComplete="new-password"
              className="chiffres"
              value={n.mot_de_passe}
              onChange={(event) => n.setMotDePasse(event.target.value)}
            />
          )}
        </Champ>
        <ErreurAction erreur={creation.error} />
      </form>
    </Sheet>
  );
}
