import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Case, Champ, Input } from '@/ui/input';
import { toast } from '@/ui/toast';
import { readRythme, rythmeOf } from './ligne-brouillon';
import { ChampsRythme } from './ligne-rythme';
import { type Ligne, useReglageLigne } from './queries-lignes';

/** A line's name, pace, cap and warm-up. */
export function ReglageLigne({ ligne, onFerme }: { ligne: Ligne; onFerme: () => void }) {
  const { t } = useTranslation(['lignes', 'commun']);
  const [nom, setNom] = useState(ligne.nom);
  const [rythme, setRythme] = useState(rythmeOf(ligne));
  const [chauffe, setChauffe] = useState(ligne.chauffe_le !== null);
  const reglage = useReglageLigne(ligne.id);
  const { lu } = readRythme(rythme);
  const pret = lu !== null && nom.trim() !== '';

  function save(): void {
    if (!lu || !pret) return;
    const du = new Date().toISOString().slice(0, 10);
    reglage.mutate(
      {
        ...lu,
        nom: nom.trim(),
        chauffe_le: chauffe ? (ligne.chauffe_le ?? du) : null,
      },
      {
        onSuccess: () => {
          toast('succes', t('reglee', { nom: nom.trim() }));
          onFerme();
        },
      },
    );
  }

  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={t('regler', { nom: ligne.nom })}
      description={`${t(`fournisseurs.${ligne.fournisseur}`)} · ${ligne.compte}`}
      pied={
        <>
          <Button onClick={onFerme}>{t('commun:actions.annuler')}</Button>
          <Button
            variante="principal"
            type="submit"
            form="reglage-ligne"
            disabled={!pret}
            occupe={reglage.isPending}
          >
            {t('commun:actions.enregistrer')}
          </Button>
        </>
      }
    >
      <form
        id="reglage-ligne"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Champ libelle={t('nom')} requis>
          {(lien) => (
            <Input
              {...lien}
              maxLength={60}
              value={nom}
              onChange={(event) => setNom(event.target.value)}
            />
          )}
        </Champ>
        <ChampsRythme rythme={rythme} onRythme={setRythme} />
        <div className="flex flex-col gap-1">
          <Case
            libelle={t('chauffe')}
            checked={chauffe}
            onChange={(event) => setChauffe(event.target.checked)}
          />
          <p className="text-xs text-discret">{t('chauffeAide')}</p>
        </div>
        <ErreurAction erreur={reglage.error} />
      </form>
    </Sheet>
  );
}
