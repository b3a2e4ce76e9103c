import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type AutreFile, useOtherQueues } from '@/offline/autres-files';
import { Button } from '@/ui/button';
import { Depuis } from '@/ui/format';
import { Carte } from '@/ui/page';
import { toastError } from '@/ui/toast';
import { saveQueue } from './exporter-file';

function Ligne({ file }: { file: AutreFile }) {
  const { t } = useTranslation('horsLigne');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">{file.personne || t('autres.inconnu')}</p>
        <p className="text-xs text-discret">
          {t('aEnvoyer', { count: file.aEnvoyer })} · {t('photos', { count: file.photos })}
          {file.plusAncien ? (
            <>
              {' · '}
              <Depuis le={file.plusAncien} />
            </>
          ) : null}
        </p>
      </div>
      <Button
        taille="s"
        onClick={() => void saveQueue(file.actor_id, file.personne).catch(toastError)}
      >
        <Download aria-hidden />
        {t('autres.exporter')}
      </Button>
    </li>
  );
}

/** What others left on this browser: seen by whoever uses it, sent by its author alone. */
export function AutresFiles() {
  const { t } = useTranslation('horsLigne');
  const files = useOtherQueues();
  if (files.length === 0) return null;
  return (
    <Carte titre={t('autres.titre')}>
      <p className="text-sm text-discret">{t('autres.aide')}</p>
      <ul className="divide-y">
        {files.map((file) => (
          <Ligne key={file.actor_id} file={file} />
        ))}
      </ul>
    </Carte>
  );
}
