import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { uuid7 } from '@/lib/uuid7';
import { capture } from '@/offline/outbox';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { answer } from '@/station/sons';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Textarea } from '@/ui/input';
import { PrisePhoto } from '@/ui/prise-photo';
import { toast } from '@/ui/toast';

export interface Abime {
  colis_id: string;
  code_suivi: string;
  nom: string;
}

interface Props {
  volId: string;
  colis: Abime;
  onFermer: () => void;
  onFait: (colis: Abime) => void;
}

/** What is broken, in a few words and a photo; a second scan of the carton carries it. */
export function Dommage({ volId, colis, onFermer, onFait }: Props) {
  const { t } = useTranslation(['pointage', 'commun', 'horsLigne']);
  const [id] = useState(uuid7);
  const [note, setNote] = useState('');
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  const [erreur, setErreur] = useState<unknown>(null);
  const [occupe, setOccupe] = useState(false);
  const pret = note.trim().length >= 3 || photos.length > 0;
  useSaisieEnCours(true);

  async function submit(): Promise<void> {
    setOccupe(true);
    setErreur(null);
    try {
      await capture({
        type: 'pointage.scanner',
        entity_id: volId,
        payload: {
          vol_id: volId,
          id,
          code: colis.code_suivi,
          etat: 'endommage',
          note: note.trim(),
          survenu_le: new Date().toISOString(),
        },
        photos,
        photos_colis_id: colis.colis_id,
        resume: `${formatCodeSuivi(colis.code_suivi)} · ${t('endommage')}`,
      });
      answer('ok');
      toast('succes', t('horsLigne:enregistre'));
      onFait(colis);
    } catch (cause) {
      setErreur(cause);
      setOccupe(false);
    }
  }

  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => !ouvert && onFermer()}
      tenace={note !== '' || photos.length > 0}
      titre={t('dommage.titre')}
      description={`${formatCodeSuivi(colis.code_suivi)} · ${colis.nom}`}
      pied={
        <>
          <Button onClick={onFermer}>{t('commun:actions.annuler')}</Button>
          <Button
            variante="principal"
            disabled={!pret}
            occupe={occupe}
            onClick={() => void submit()}
          >
            {t('dommage.enregistrer')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Champ libelle={t('dommage.note')} aide={t('dommage.aide')}>
          {(lien) => (
            <Textarea
              {...lien}
              value={note}
              maxLength={300}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Champ>
        <PrisePhoto photos={photos} onChange={setPhotos} maximum={3} />
        <ErreurAction erreur={erreur} />
      </div>
    </Sheet>
  );
}
