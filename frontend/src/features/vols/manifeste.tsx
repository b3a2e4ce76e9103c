import { FileSpreadsheet, FileText, Table2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download, openFile } from '@/lib/download';
import { Button } from '@/ui/button';
import { Carte } from '@/ui/page';
import { toastError } from '@/ui/toast';
import type { Vol } from './queries';

const FORMATS = [
  { extension: 'pdf', icone: FileText },
  { extension: 'xlsx', icone: FileSpreadsheet },
  { extension: 'csv', icone: Table2 },
] as const;

/** The frozen document of a closed flight, readable at once. */
export function ManifesteVol({ vol }: { vol: Vol }) {
  const { t } = useTranslation('vols');
  const [occupe, setOccupe] = useState<string | null>(null);

  async function fetchFile(extension: string): Promise<void> {
    setOccupe(extension);
    const chemin = `/vols/${vol.id}/manifeste.${extension}`;
    try {
      if (extension === 'pdf') await openFile(chemin);
      else {
        const nom = `manifeste-${vol.numero}-v${vol.version_manifeste}.${extension}`;
        await download(chemin, undefined, nom);
      }
    } catch (erreur) {
      toastError(erreur);
    } finally {
      setOccupe(null);
    }
  }

  return (
    <Carte
      titre={t('manifeste.titre')}
      actions={
        <span className="chiffres text-xs text-discret">
          {t('manifeste.version', { version: vol.version_manifeste })}
        </span>
      }
    >
      <div className="grid grid-cols-3 gap-2">
        {FORMATS.map(({ extension, icone: Icone }) => (
          <Button
            key={extension}
            className="uppercase"
            occupe={occupe === extension}
            onClick={() => void fetchFile(extension)}
          >
            {occupe === extension ? null : <Icone aria-hidden />}
            {extension}
          </Button>
        ))}
      </div>
      <p className="mt-2 text-xs text-discret">{t('manifeste.aide')}</p>
    </Carte>
  );
}
