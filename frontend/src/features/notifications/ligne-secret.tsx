import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input } from '@/ui/input';
import { toast } from '@/ui/toast';
import { type Ligne, useSecretLigne } from './queries-lignes';

/** The server refuses a shorter one. */
export const SECRET_MIN = 8;

/** The provider's new secret: typed once, encrypted at once, never shown again. */
export function SecretLigne({ ligne, onFerme }: { ligne: Ligne; onFerme: () => void }) {
  const { t } = useTranslation(['lignes', 'commun']);
  const [secret, setSecret] = useState('');
  const [compte, setCompte] = useState(ligne.compte);
  const renouvellement = useSecretLigne(ligne.id);
  const pret = secret.trim().length >= SECRET_MIN && compte.trim() !== '';

  function save(): void {
    if (!pret) return;
    renouvellement.mutate(
      { secret: secret.trim(), compte: compte.trim() },
      {
        onSuccess: () => {
          toast('succes', t('secretChange', { nom: ligne.nom }));
          onFerme();
        },
      },
    );
  }

  return (
    <Dialog
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={t('secretTitre', { nom: ligne.nom })}
      description={t('secretAide')}
      pied={
        <>
          <Button onClick={onFerme}>{t('commun:actions.annuler')}</Button>
          <Button
            variante="principal"
            type="submit"
            form="secret-ligne"
            disabled={!pret}
            occupe={renouvellement.isPending}
          >
            {t('secretAction')}
          </Button>
        </>
      }
    >
      <form
        id="secret-ligne"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Champ libelle={t('secret')} requis>
          {(lien) => (
            <Input
              {...lien}
              type="password"
              autoComplete="off"
              autoFocus
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          )}
        </Champ>
        <Champ libelle={t('compte')} requis aide={t('compteAide')}>
          {(lien) => (
            <Input
              {...lien}
              className="chiffres"
              maxLength={80}
              value={compte}
              onChange={(event) => setCompte(event.target.value)}
            />
          )}
        </Champ>
        <ErreurAction erreur={renouvellement.error} />
      </form>
    </Dialog>
  );
}
