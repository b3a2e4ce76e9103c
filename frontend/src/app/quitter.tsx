import { Download, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUtilisateur } from '@/lib/session';
import { useEtatFile } from '@/offline/etat';
import { syncNow, useSync } from '@/offline/sync';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { toastError } from '@/ui/toast';
import { saveQueue } from './exporter-file';

/** Leaving with unsent acts is refused: what to do instead, in order. */
export function Quitter({
  ouvert,
  onOuvert,
}: {
  ouvert: boolean;
  onOuvert: (ouvert: boolean) => void;
}) {
  const { t } = useTranslation('horsLigne');
  const { id, nom } = useUtilisateur();
  const file = useEtatFile();
  const { enCours, pause } = useSync();
  const quoi = `${t('aEnvoyer', { count: file.aEnvoyer })} · ${t('photos', { count: file.photos })}`;
  const [confie, setConfie] = useState(false);

  async function handOver(): Promise<void> {
    await saveQueue(id, nom);
    setConfie(true);
  }

  return (
    <Dialog
      ouvert={ouvert}
      onOuvert={onOuvert}
      titre={t('quitter.titre')}
      description={t('quitter.reste', { quoi })}
      pied={
        <Button variante="principal" onClick={() => onOuvert(false)}>
          {t('quitter.rester')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4 text-sm">
        <p>{t('quitter.aide')}</p>
        <div className="flex flex-col items-start gap-2">
          <p>{t('quitter.envoyer')}</p>
          <Button occupe={enCours} onClick={() => void syncNow(true).catch(toastError)}>
            <Send aria-hidden />
            {t('envoyer')}
          </Button>
          {pause ? <p className="text-alerte">{t(`pause.${pause}`)}</p> : null}
        </div>
        <div className="flex flex-col items-start gap-2">
          <p>{t('quitter.exporter')}</p>
          <Button onClick={() => void handOver().catch(toastError)}>
            <Download aria-hidden />
            {t('quitter.boutonExporter')}
          </Button>
          {confie ? <p className="text-succes">{t('quitter.confie')}</p> : null}
        </div>
      </div>
    </Dialog>
  );
}
