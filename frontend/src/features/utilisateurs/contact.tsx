import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUtilisateur } from '@/lib/session';
import { formatTelephone, parseTelephone } from '@/lib/telephone';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input } from '@/ui/input';
import { Carte } from '@/ui/page';
import { toast } from '@/ui/toast';
import { fieldErrors } from './formulaire';
import { useEnvoiContact, useVerification } from './portes-queries';

function Demande({ onEnvoye }: { onEnvoye: (telephone: string) => void }) {
  const { t } = useTranslation('portes');
  const moi = useUtilisateur();
  const [numero, setNumero] = useState(moi.telephone ?? '');
  const [motDePasse, setMotDePasse] = useState('');
  const [faux, setFaux] = useState(false);
  const envoi = useEnvoiContact();
  const erreurs = fieldErrors(envoi.error);

  function submit(): void {
    const telephone = parseTelephone(numero, moi.pays ?? 'ML');
    setFaux(telephone === null);
    if (telephone === null) return;
    envoi.mutate({ telephone, mot_de_passe: motDePasse }, { onSuccess: () => onEnvoye(telephone) });
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Champ libelle={t('contact.numero')} requis erreur={faux ? t('contact.faux') : undefined}>
        {(lien) => (
          <Input
            {...lien}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            className="chiffres"
            value={numero}
            onChange={(event) => setNumero(event.target.value)}
          />
        )}
      </Champ>
      <Champ libelle={t('totp.motDePasse')} requis erreur={erreurs.mot_de_passe}>
        {(lien) => (
          <Input
            {...lien}
            type="password"
            autoComplete="current-password"
            value={motDePasse}
            onChange={(event) => setMotDePasse(event.target.value)}
          />
        )}
      </Champ>
      <ErreurAction erreur={envoi.error} />
      <Button
        type="submit"
        className="self-end"
        disabled={numero.trim() === '' || motDePasse === ''}
        occupe={envoi.isPending}
      >
        {t('contact.envoyer')}
      </Button>
    </form>
  );
}

function Preuve({ telephone, onFini }: { telephone: string; onFini: () => void }) {
  const { t } = useTranslation('portes');
  const [code, setCode] = useState('');
  const verification = useVerification();
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        verification.mutate(
          { telephone, code: code.trim() },
          {
            onSuccess: () => {
              toast('succes', t('contact.fait'));
              onFini();
            },
          },
        );
      }}
    >
      <p role="status" className="rounded-md bg-info-doux px-3 py-2 text-sm text-info">
        {t('contact.envoye', { telephone: formatTelephone(telephone) })}
      </p>
      <Champ libelle={t('contact.code')} requis>
        {(lien) => (
          <Input
            {...lien}
            autoFocus
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            className="chiffres text-center text-lg tracking-[0.4em]"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Champ>
      <ErreurAction erreur={verification.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onFini}>{t('contact.autre')}</Button>
        <Button
          type="submit"
          variante="principal"
          disabled={!/^\d{6}$/.test(code.trim())}
          occupe={verification.isPending}
        >
          {t('contact.verifier')}
        </Button>
      </div>
    </form>
  );
}

/** One's own phone, proved by a code: the only place a password link may go. */
export function MonTelephone() {
  const { t } = useTranslation('portes');
  const verifie = useUtilisateur().contact_verifie === true;
  const [envoye, setEnvoye] = useState<string | null>(null);
  return (
    <Carte
      titre={t('contact.titre')}
      actions={
        <Badge ton={verifie ? 'succes' : 'alerte'}>
          {verifie ? t('contact.verifie') : t('contact.nonVerifie')}
        </Badge>
      }
    >
      <p className="mb-3 text-sm text-discret">{t('contact.aide')}</p>
      {envoye === null ? (
        <Demande onEnvoye={setEnvoye} />
      ) : (
        <Preuve telephone={envoye} onFini={() => setEnvoye(null)} />
      )}
    </Carte>
  );
}
