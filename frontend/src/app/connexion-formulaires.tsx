import { zodResolver } from '@hookform/resolvers/zod';
import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { hasCode } from '@/lib/problem';
import { logIn, logInWithOtp, requestOtp, useSession } from '@/lib/session';
import { formatTelephone, PLANS, parseTelephone } from '@/lib/telephone';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Case, Champ, Input } from '@/ui/input';
import { Select } from '@/ui/select';
import { EtapeCode } from './connexion-second';

const equipe = z.object({
  identifiant: z.string().trim().min(1),
  mot_de_passe: z.string().min(1),
  se_souvenir: z.boolean(),
});

export function FormulaireEquipe({ onFait }: { onFait?: () => void }) {
  const { t } = useTranslation(['connexion', 'portes']);
  const [erreur, setErreur] = useState<unknown>(null);
  const [visible, setVisible] = useState(false);
  const expiree = useSession(({ statut }) => statut === 'expiree');
  const { register, handleSubmit, formState } = useForm<z.infer<typeof equipe>>({
    resolver: zodResolver(equipe),
    defaultValues: { identifiant: '', mot_de_passe: '', se_souvenir: false },
  });
  const fautes = formState.errors;
  const [aCompleter, setACompleter] = useState<z.infer<typeof equipe> | null>(null);
  const envoyer = handleSubmit(async (valeurs) => {
    setErreur(null);
    await logIn(valeurs).then(onFait, (cause: unknown) =>
      hasCode(cause, 'code_totp_requis') ? setACompleter(valeurs) : setErreur(cause),
    );
  });
  if (aCompleter) {
    return <EtapeCode donnees={aCompleter} onFait={onFait} onRetour={() => setACompleter(null)} />;
  }
  const Oeil = visible ? EyeOff : Eye;
  return (
    <form onSubmit={envoyer} className="flex flex-col gap-4" noValidate>
      <Champ libelle={t('identifiant')} erreur={fautes.identifiant && t('requis')}>
        {(lien) => (
          <Input
            {...lien}
            {...register('identifiant')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Champ>
      <Champ libelle={t('motDePasse')} erreur={fautes.mot_de_passe && t('requis')}>
        {(lien) => (
          <div className="relative">
            <Input
              {...lien}
              {...register('mot_de_passe')}
              type={visible ? 'text' : 'password'}
              autoComplete="current-password"
              className="pr-11"
            />
            <button
              type="button"
              aria-label={visible ? t('masquer') : t('afficher')}
              onClick={() => setVisible(!visible)}
              className="absolute inset-y-0 right-0 grid w-11 place-items-center text-discret hover:text-encre"
            >
              <Oeil aria-hidden className="size-4.5" />
            </button>
          </div>
        )}
      </Champ>
      <Case libelle={t('souvenir')} {...register('se_souvenir')} />
      <ErreurAction erreur={erreur} />
      <Button type="submit" variante="principal" taille="l" occupe={formState.isSubmitting}>
        {t('entrer')}
      </Button>
      {expiree ? null : (
        <a
          href="/mot-de-passe"
          className="self-start text-sm text-accent-texte underline-offset-4 hover:underline"
        >
          {t('portes:oubli.lien')}
        </a>
      )}
    </form>
  );
}

const ATTENTE_RENVOI_S = 60;

export function FormulaireClient() {
  const { t } = useTranslation('connexion');
  const [telephone, setTelephone] = useState<string | null>(null);
  return telephone === null ? (
    <DemandeCode onEnvoye={setTelephone} />
  ) : (
    <>
      <p className="rounded-md bg-info-doux px-3 py-2 text-sm text-info">
        {t('codeEnvoye', { telephone: formatTelephone(telephone) })}
      </p>
      <SaisieCode telephone={telephone} onChanger={() => setTelephone(null)} />
    </>
  );
}

function DemandeCode({ onEnvoye }: { onEnvoye: (telephone: string) => void }) {
  const { t } = useTranslation(['connexion', 'commun']);
  const [erreur, setErreur] = useState<unknown>(null);
  const { register, handleSubmit, setError, formState } = useForm({
    defaultValues: { pays: 'ML', numero: '' },
  });
  const envoyer = handleSubmit(async ({ pays, numero }) => {
    const telephone = parseTelephone(numero, pays);
    if (telephone === null) {
      setError('numero', { message: t('telephoneFaux') });
      return;
    }
    setErreur(null);
    await requestOtp(telephone).then(() => onEnvoye(telephone), setErreur);
  });
  const choix = (['ML', 'CI', 'CN'] as const).map((pays) => ({
    valeur: pays,
    libelle: `${t(`commun:pays.${pays}`)} +${PLANS[pays]?.indicatif}`,
  }));
  return (
    <form onSubmit={envoyer} className="flex flex-col gap-4" noValidate>
      <Champ libelle={t('paysTelephone')}>
        {(lien) => <Select {...lien} {...register('pays')} choix={choix} />}
      </Champ>
      <Champ libelle={t('telephone')} erreur={formState.errors.numero?.message}>
        {(lien) => (
          <Input
            {...lien}
            {...register('numero')}
            type="tel"
            inputMode="tel"
            autoComplete="tel-national"
            className="chiffres"
          />
        )}
      </Champ>
      <ErreurAction erreur={erreur} />
      <Button type="submit" variante="principal" taille="l" occupe={formState.isSubmitting}>
        {t('recevoirCode')}
      </Button>
    </form>
  );
}

function useDecompte(depart: number): [number, () => void] {
  const [reste, setReste] = useState(depart);
  useEffect(() => {
    if (reste <= 0) return undefined;
    const minuterie = setTimeout(() => setReste(reste - 1), 1000);
    return () => clearTimeout(minuterie);
  }, [reste]);
  return [reste, () => setReste(depart)];
}

function SaisieCode({ telephone, onChanger }: { telephone: string; onChanger: () => void }) {
  const { t } = useTranslation('connexion');
  const [erreur, setErreur] = useState<unknown>(null);
  const [attente, relancer] = useDecompte(ATTENTE_RENVOI_S);
  const { register, handleSubmit, setError, formState } = useForm({ defaultValues: { code: '' } });
  const envoyer = handleSubmit(async ({ code }) => {
    if (!/^\d{6}$/.test(code.trim())) {
      setError('code', { message: t('codeFaux') });
      return;
    }
    setErreur(null);
    await logInWithOtp(telephone, code.trim()).catch(setErreur);
  });
  return (
    <form onSubmit={envoyer} className="flex flex-col gap-4" noValidate>
      <Champ libelle={t('code')} erreur={formState.errors.code?.message}>
        {(lien) => (
          <Input
            {...lien}
            {...register('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            className="chiffres h-12 text-center text-xl tracking-[0.4em]"
          />
        )}
      </Champ>
      <ErreurAction erreur={erreur} />
      <Button type="submit" variante="principal" taille="l" occupe={formState.isSubmitting}>
        {t('entrer')}
      </Button>
      <div className="flex justify-between">
        <Button variante="lien" onClick={onChanger}>
          {t('changerNumero')}
        </Button>
        <Button
          variante="lien"
          disabled={attente > 0}
          onClick={() => void requestOtp(telephone).then(relancer, setErreur)}
        >
          {attente > 0 ? t('renvoyerDans', { s: attente }) : t('renvoyer')}
        </Button>
      </div>
    </form>
  );
}
