import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { renewSession, useUtilisateur } from '@/lib/session';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirmer } from '@/ui/dialog';
import { ErreurAction, ErrorState } from '@/ui/error-state';
import { Force } from '@/ui/force';
import { Depuis, Moment } from '@/ui/format';
import { Champ, Input } from '@/ui/input';
import { Carte, Page } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { PanneauAvis } from './avis';
import { MonTelephone } from './contact';
import { fieldErrors } from './formulaire';
import { nameDevice } from './navigateur';
import { useToutFermer } from './portes-queries';
import { useFinDeSession, useMotDePasse, useSessions } from './queries';
import { SecondFacteur } from './second-facteur';

function MesSessions() {
  const { t } = useTranslation('utilisateurs');
  const { data, error, refetch } = useSessions();
  const fin = useFinDeSession();
  if (!data) {
    return error ? (
      <ErrorState erreur={error} onReessayer={() => void refetch()} />
    ) : (
      <Lignes nombre={3} />
    );
  }
  return (
    <ul className="flex flex-col divide-y">
      {data.map((une) => (
        <li key={une.id} className="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0">
          <div className="min-w-0 flex-1 text-sm">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              <span className="truncate">{nameDevice(une.appareil) || t('sessions.inconnu')}</span>
              {une.courante ? <Badge ton="succes">{t('sessions.courante')}</Badge> : null}
              {une.memorisee ? <Badge>{t('sessions.memorisee')}</Badge> : null}
            </p>
            <p className="text-xs text-discret">
              {t('sessions.utilisee')} <Depuis le={une.utilisee_le} />
              {une.adresse ? <span className="chiffres"> · {une.adresse}</span> : null} ·{' '}
              {t('sessions.ouverte')} <Moment le={une.cree_le} />
            </p>
          </div>
          {une.courante ? null : (
            <Button
              taille="s"
              occupe={fin.isPending && fin.variables === une.id}
              onClick={() =>
                fin.mutate(une.id, { onSuccess: () => toast('succes', t('sessions.fermee')) })
              }
            >
              {t('sessions.fermer')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function MotDePasse() {
  const { t } = useTranslation('utilisateurs');
  const [ancien, setAncien] = useState('');
  const [nouveau, setNouveau] = useState('');
  const moi = useUtilisateur();
  const changement = useMotDePasse();
  const erreurs = fieldErrors(changement.error);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        changement.mutate(
          { ancien, nouveau },
          {
            onSuccess: () => {
              setAncien('');
              setNouveau('');
              toast('succes', t('secret.change'));
              if (moi.mot_de_passe_a_changer) void renewSession();
            },
          },
        );
      }}
    >
      <Champ libelle={t('secret.ancien')} requis erreur={erreurs.ancien}>
        {(lien) => (
          <Input
            {...lien}
            type="password"
            autoComplete="current-password"
            value={ancien}
            onChange={(event) => setAncien(event.target.value)}
          />
        )}
      </Champ>
      <Champ libelle={t('secret.nouveau')} requis aide={t('secret.aide')} erreur={erreurs.nouveau}>
        {(lien) => (
          <Input
            {...lien}
            type="password"
            autoComplete="new-password"
            value={nouveau}
            onChange={(event) => setNouveau(event.target.value)}
          />
        )}
      </Champ>
      <Force motDePasse={nouveau} soi={[moi.nom, moi.identifiant ?? '']} />
      <ErreurAction erreur={changement.error} />
      <Button
        type="submit"
        variante="principal"
        className="self-end"
        disabled={ancien === '' || nouveau === ''}
        occupe={changement.isPending}
      >
        {t('secret.action')}
      </Button>
    </form>
  );
}

function ToutFermer() {
  const { t } = useTranslation('portes');
  const [question, setQuestion] = useState(false);
  const fermeture = useToutFermer();
  return (
    <>
      <Button taille="s" onClick={() => setQuestion(true)}>
        {t('partout.action')}
      </Button>
      <Confirmer
        ouvert={question}
        onOuvert={setQuestion}
        titre={t('partout.titre')}
        action={t('partout.action')}
        occupe={fermeture.isPending}
        onConfirmer={() => fermeture.mutate()}
      >
        <p className="text-sm">{t('partout.aide')}</p>
      </Confirmer>
    </>
  );
}

/** The password came from whoever opened the account: one's own first, the rest afterwards. */
function PremierMotDePasse() {
  const { t } = useTranslation('utilisateurs');
  return (
    <Page titre={t('securite')} className="max-w-3xl">
      <Carte titre={t('secret.titre')}>
        <p role="alert" className="mb-3 rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte">
          {t('secret.provisoire')}
        </p>
        <MotDePasse />
      </Carte>
    </Page>
  );
}

/** One's own doors: second factor, phone, where one is signed in, and the password. */
export function Securite() {
  const { t } = useTranslation('utilisateurs');
  const moi = useUtilisateur();
  const requis = moi.totp_requis === true;
  if (moi.mot_de_passe_a_changer) return <PremierMotDePasse />;
  return (
    <Page titre={t('securite')} className="max-w-3xl">
      {requis ? null : <PanneauAvis />}
      <SecondFacteur />
      <MonTelephone />
      <Carte titre={t('sessions.titre')} actions={<ToutFermer />}>
        <MesSessions />
      </Carte>
      <Carte titre={t('secret.titre')}>
        <MotDePasse />
      </Carte>
    </Page>
  );
}
