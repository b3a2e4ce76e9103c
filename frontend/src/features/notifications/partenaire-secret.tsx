import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Champ, Input } from '@/ui/input';
import { toast } from '@/ui/toast';

/** A signing secret, this once: it closes by its button only, lest a slip lose it. */
export function SecretUneFois({
  secret,
  nom,
  aide,
  onFerme,
}: {
  secret: string;
  nom: string;
  aide?: string;
  onFerme: () => void;
}) {
  const { t } = useTranslation(['partenaires', 'commun']);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      toast('succes', t('copie'));
    } catch {
      toast('danger', t('copieRefusee'));
    }
  }

  return (
    <Dialog
      ouvert
      tenace
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={t('secretTitre', { nom })}
      description={t('secretAide')}
      pied={
        <Button variante="principal" onClick={onFerme}>
          {t('secretNote')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Champ libelle={t('secret')} aide={aide}>
          {(lien) => (
            <div className="flex gap-2">
              <Input
                {...lien}
                readOnly
                autoFocus
                className="chiffres"
                value={secret}
                onFocus={(event) => event.target.select()}
              />
              <Button onClick={() => void copy()}>
                <Copy aria-hidden />
                {t('commun:actions.copier')}
              </Button>
            </div>
          )}
        </Champ>
      </div>
    </Dialog>
  );
}
