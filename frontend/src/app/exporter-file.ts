import { t } from '@/i18n';
import { saveBlob } from '@/lib/download';
import { exportName, exportQueue } from '@/offline/export';
import { toast } from '@/ui/toast';

/** Hands over a person's queue as a file, and says which photos could not go along. */
export async function saveQueue(acteur: string, nom: string): Promise<void> {
  const { fichier, illisibles } = await exportQueue(acteur);
  saveBlob(fichier, exportName(nom));
  if (illisibles > 0) toast('danger', t('horsLigne:exporterSans', { count: illisibles }));
}
