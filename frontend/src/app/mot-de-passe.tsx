import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { http } from '@/lib/http';
import { LONGUEUR_MIN } from '@/lib/mot-de-passe';
import { ApiError, hasCode } from '@/lib/problem';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Force } from '@/ui/force';
import { Champ, Input } from '@/ui/input';
import { toast } from '@/ui/toast';
import { Marque } from './marque';

function useEnvoi(envoyer: () => Promise<void>) {
  const [erreur, setErreur] = useState<unknown>(null);
  const [occupe, setOccupe] = useState(false);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setErreur(null);
    setOccupe(true);
    await envoyer().catch(setErreur);
    setOccupe(false);
  }
  return { erreur, occupe, submit };
}

/** The link's secret stands after the #: no server and no log ever sees it in an address. */
function Choisir({ jeton }: { jeton: string }) {
  const { t } = useTranslation('portes');
  const navigate = useNavigate();
  const [nouveau, setNouveau] = useState('');
  const { erreur, occupe, submit } = useEnvoi(async () => {
    await http.post('/auth/reinitialisation', { jeton, nouveau });
    toast('succes', t('oubli.fait'));
    await navigate('/connexion', { replace: true });
  });
  const champ = erreur instanceof ApiError ? erreur.problem.errors?.nouveau?.join(' ') : undefined;
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <Champ libelle={t('oubli.nouveau')} requis erreur={champ}>
        {(lien) => (
          <Input
            {...lien}
            autoFocus
            type="password"
            autoComplete="new-password"
            value={nouveau}
            onChange={(event) => setNouveau(event.target.value)}
          />
        )}
      </Champ>
      <Force motDePasse={nouveau} />
      {champ ? null : <ErreurAction erreur={erreur} />}
      {hasCode(erreur, 'lien_invalide') ? (
        <Link to="/mot-de-passe" className="text-sm text-accent-texte hover:underline">
          {t('oubli.autre')}
        </Link>
      ) : null}
      <Button
        type="submit"
        variante="principal"
        taille="l"
        disabled={nouveau.length < LONGUEUR_MIN}
        occupe={occupe}
      >
        {t('oubli.valider')}
      </Button>
    </form>
  );
}

function Demander() {
  const { t } = useTranslation(['portes', 'connexion']);
  const [identifiant, setIdentifiant] = useState('');
  const [envoye, setEnvoye] = useState(false);
  const { erreur, occupe, submit } = useEnvoi(async () => {
    await http.post('/auth/reinitialisation/demande', { identifiant });
    setEnvoye(true);
  });
  if (envoye) {
    return (
      <p role="status" className="rounded-md bg-info-doux px-3 py-2 text-sm text-info">
        {t('oubli.envoye')}
      </p>
    );
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <Champ libelle={t('connexion:identifiant')} requis>
        {(lien) => (
          <Input
            {...lien}
            autoFocus
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={identifiant}
            onChange={(event) => setIdentifiant(event.target.value)}
          />
        )}
      </Champ>
      <ErreurAction erreur={erreur} />
      <Button
        type="submit"
        variante="principal"
        taille="l"
        disabled={identifiant.trim() === ''}
        occupe={occupe}
      >
        {t('oubli.envoyer')}
      </Button>
    </form>
  );
}

function Cadre({ titre, aide, children }: { titre: string; aide: string; children: ReactNode }) {
  const { t } = useTranslation('portes');
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col gap-5 px-5 py-8">
      <Marque className="size-10" />
      <div>
        <h1 className="text-2xl font-semibold tracking-tight">{titre}</h1>
        <p className="mt-1 text-sm text-discret">{aide}</p>
      </div>
      {children}
      <Link to="/connexion" className="text-sm text-accent-texte hover:underline">
        {t('oubli.retour')}
      </Link>
    </main>
  );
}

/** Without a link: ask for one. With a link: choose the password. */
export function MotDePasse() {
  const { t } = useTranslation('portes');
  const jeton = useLocation().hash.slice(1);
  return jeton === '' ? (
    <Cadre titre={t('oubli.titre')} aide={t('oubli.aide')}>
      <Demander />
    </Cadre>
  ) : (
    <Cadre titre={t('oubli.choisir')} aide={t('oubli.choisirAide')}>
      <Choisir jeton={jeton} />
    </Cadre>
  );
}
