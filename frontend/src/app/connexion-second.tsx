import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logIn } from '@/lib/session';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input } from '@/ui/input';

interface Props {
  donnees: { identifiant: string; mot_de_passe: string; se_souvenir?: boolean };
  onFait?: () => void;
  onRetour: () => void;
}

/** The second step of a log-in: the password was right, the code is missing. */
export function EtapeCode({ donnees, onFait, onRetour }: Props) {
  const { t } = useTranslation('portes');
  const [code, setCode] = useState('');
  const [erreur, setErreur] = useState<unknown>(null);
  const [occupe, setOccupe] = useState(false);

  async function submit(): Promise<void> {
    setErreur(null);
    setOccupe(true);
    try {
      await logIn({ ...donnees, code_totp: code.trim() });
      onFait?.();
    } catch (cause) {
      setErreur(cause);
      setCode('');
    } finally {
      setOccupe(false);
    }
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim().length >= 6) void submit();
      }}
    >
      <Champ libelle={t('code.titre')} aide={t('code.aide')}>
        {(lien) => (
          <Input
            {...lien}
            autoFocus
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={20}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            className="chiffres h-12 text-center text-xl tracking-[0.3em]"
          />
        )}
      </Champ>
      <ErreurAction erreur={erreur} />
      <Button
        type="submit"
        variante="principal"
        taille="l"
        disabled={code.trim().length < 6}
        occupe={occupe}
      >
        {t('code.entrer')}
      </Button>
      <Button variante="lien" className="self-start" onClick={onRetour}>
        {t('code.retour')}
      </Button>
    </form>
  );
}
