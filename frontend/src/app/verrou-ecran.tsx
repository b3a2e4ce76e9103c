import { Lock } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type FormEvent, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/lib/session';
import { isPin, readPin, removePin, tryPin } from '@/offline/pin';
import { refreshLock, unlockScreen, useVerrou } from '@/offline/verrou';
import { Button } from '@/ui/button';
import { Champ } from '@/ui/input';
import { Demarrage } from './demarrage';
import { Marque } from './marque';
import { SaisiePin } from './saisie-pin';

const FormulaireEquipe = lazy(async () => ({
  default: (await import('./connexion-formulaires')).FormulaireEquipe,
}));

function useEssais(acteur: string) {
  const [restants, setRestants] = useState<number | null>(null);
  const [faux, setFaux] = useState(false);
  const [occupe, setOccupe] = useState(false);
  useEffect(() => {
    void readPin(acteur).then((etat) => setRestants(etat.restants));
  }, [acteur]);

  async function essayer(pin: string): Promise<void> {
    setOccupe(true);
    const issue = await tryPin(acteur, pin).finally(() => setOccupe(false));
    setRestants(issue.restants);
    setFaux(!issue.juste);
    if (issue.juste) unlockScreen();
  }
  return { restants, faux, occupe, essayer };
}

function ParCode({ acteur }: { acteur: string }) {
  const { t } = useTranslation('horsLigne');
  const { restants, faux, occupe, essayer } = useEssais(acteur);
  const [pin, setPin] = useState('');
  if (restants === 0) {
    return (
      <p role="alert" className="rounded-md bg-danger-doux px-3 py-2 text-sm text-danger">
        {t('verrou.bloque')}
      </p>
    );
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isPin(pin) || occupe) return;
    setPin('');
    void essayer(pin);
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Champ
        libelle={t('verrou.code')}
        {...(faux ? { erreur: t('verrou.faux', { count: restants ?? 0 }) } : {})}
      >
        {(lien) => <SaisiePin {...lien} autoFocus valeur={pin} onValeur={setPin} />}
      </Champ>
      <Button type="submit" variante="principal" taille="l" occupe={occupe} disabled={!isPin(pin)}>
        {t('verrou.ouvrir')}
      </Button>
    </form>
  );
}

/** The password proves more than the code: it opens the screen and forgets the code. */
function ParMotDePasse({ acteur }: { acteur: string }) {
  async function ouvrir(): Promise<void> {
    await removePin(acteur);
    await refreshLock();
    unlockScreen();
  }
  return (
    <Suspense>
      <FormulaireEquipe onFait={() => void ouvrir()} />
    </Suspense>
  );
}

/** Above every other dialog, whose focus and clicks it takes over until it is opened. */
function Couche({ titre, children }: { titre: string; children: ReactNode }) {
  const retenir = (event: Event): void => event.preventDefault();
  return (
    <Radix.Root open>
      <Radix.Portal>
        <Radix.Content
          data-verrou
          aria-describedby={undefined}
          onEscapeKeyDown={retenir}
          onPointerDownOutside={retenir}
          onInteractOutside={retenir}
          className="fixed inset-0 z-[100] grid place-items-center overflow-y-auto bg-fond px-5 py-8 text-encre outline-none"
        >
          <Radix.Title className="sr-only">{titre}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Panneau({ acteur, nom }: { acteur: string; nom: string }) {
  const { t } = useTranslation('horsLigne');
  const [motDePasse, setMotDePasse] = useState(false);
  return (
    <Couche titre={t('verrou.titre')}>
      <div className="flex w-full max-w-xs flex-col gap-5">
        <Marque className="mx-auto size-14" />
        <div className="text-center">
          <h1 className="flex items-center justify-center gap-2 text-xl font-semibold">
            <Lock aria-hidden className="size-5 text-discret" />
            {nom}
          </h1>
          <p className="mt-1 text-sm text-discret">{t('verrou.aide')}</p>
        </div>
        {motDePasse ? <ParMotDePasse acteur={acteur} /> : <ParCode acteur={acteur} />}
        <Button variante="lien" onClick={() => setMotDePasse(!motDePasse)}>
          {motDePasse ? t('verrou.retourCode') : t('verrou.motDePasse')}
        </Button>
        <p className="text-center text-xs text-discret">{t('verrou.autre', { nom })}</p>
      </div>
    </Couche>
  );
}

/**
 * The lock stands before the app and not in its place: what is being typed behind it is kept, and
 * the outbox goes on.
 */
export function VerrouEcran({ children }: { children: ReactNode }) {
  const { ferme, pose } = useVerrou();
  const utilisateur = useSession((session) => session.utilisateur);
  const verrouille = ferme && utilisateur !== null;
  // Not a glimpse before it is known whether a code is asked.
  if (utilisateur && pose === null) return <Demarrage />;
  return (
    <>
      <div inert={verrouille} className={verrouille ? 'invisible' : 'contents'}>
        {children}
      </div>
      {verrouille ? <Panneau acteur={utilisateur.id} nom={utilisateur.nom} /> : null}
    </>
  );
}
