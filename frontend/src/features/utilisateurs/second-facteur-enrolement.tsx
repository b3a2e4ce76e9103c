import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drawQr } from '@/station/imprimante/codes';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input } from '@/ui/input';
import { toast } from '@/ui/toast';
import { fieldErrors } from './formulaire';
import { useActivationTotp } from './portes-queries';

const COTE_QR = 208;
const enGroupes = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');

async function copy(texte: string, mots: string): Promise<void> {
  await navigator.clipboard.writeText(texte);
  toast('succes', mots);
}

/** Drawn here: the secret goes to no image service. */
function Qr({ texte }: { texte: string }) {
  const { t } = useTranslation('portes');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.replaceChildren(drawQr(texte, COTE_QR));
  }, [texte]);
  return (
    <div
      ref={place}
      role="img"
      aria-label={t('totp.qr')}
      className="grid size-60 place-items-center self-center rounded-lg bg-white p-4"
    />
  );
}

interface Props {
  secret: string;
  uri: string;
  onActif: (codes: string[]) => void;
}

export function Enrolement({ secret, uri, onActif }: Props) {
  const { t } = useTranslation('portes');
  const [code, setCode] = useState('');
  const activation = useActivationTotp();
  const erreurs = fieldErrors(activation.error);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        activation.mutate(code.trim(), {
          onSuccess: ({ codes_secours }) => onActif(codes_secours),
        });
      }}
    >
      <p className="text-sm">{t('totp.scanner')}</p>
      <Qr texte={uri} />
      <div className="flex flex-wrap items-center justify-center gap-2 text-sm">
        <span className="text-discret">{t('totp.cle')}</span>
        <code className="chiffres break-all">{enGroupes(secret)}</code>
        <Button taille="s" onClick={() => void copy(secret, t('totp.copiee'))}>
          {t('totp.copier')}
        </Button>
      </div>
      <Champ libelle={t('totp.premier')} requis erreur={erreurs.code}>
        {(lien) => (
          <Input
            {...lien}
            autoFocus
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            className="chiffres text-center text-lg tracking-[0.4em]"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Champ>
      {erreurs.code ? null : <ErreurAction erreur={activation.error} />}
      <Button
        type="submit"
        variante="principal"
        className="self-end"
        disabled={code.replace(/\s/g, '').length !== 6}
        occupe={activation.isPending}
      >
        {t('totp.valider')}
      </Button>
    </form>
  );
}

export function CodesSecours({ codes, onGarde }: { codes: string[]; onGarde: () => void }) {
  const { t } = useTranslation('portes');
  return (
    <div className="flex flex-col gap-4">
      <p className="rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte">{t('totp.gardez')}</p>
      <ul className="chiffres grid grid-cols-2 gap-x-6 gap-y-1.5 self-center text-base">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex justify-end gap-2">
        <Button onClick={() => void copy(codes.join('\n'), t('totp.copies'))}>
          {t('totp.copierCodes')}
        </Button>
        <Button variante="principal" onClick={onGarde}>
          {t('totp.garde')}
        </Button>
      </div>
    </div>
  );
}
