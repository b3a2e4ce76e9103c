import { useTranslation } from 'react-i18next';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Moment } from '@/ui/format';
import { Carte } from '@/ui/page';
import type { Version } from './queries-gabarits';

/** Every version, who wrote it and when; an older one goes back into the editor, then is saved. */
export function VersionsGabarit({
  versions,
  reprendre,
}: {
  versions: readonly Version[];
  reprendre?: (version: Version) => void;
}) {
  const { t } = useTranslation('gabarits');
  return (
    <Carte titre={t('versions')}>
      <ol className="divide-y text-sm">
        {versions.map((une, rang) => (
          <li key={une.version} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className="w-20 font-medium whitespace-nowrap tabular-nums">
              {une.version === 0 ? t('maison') : t('version', { version: une.version })}
            </span>
            <span className="min-w-0 flex-1 truncate text-discret">
              <Origine une={une} />
              <span className="hidden sm:inline"> · {une.texte.replaceAll('\n', ' ')}</span>
            </span>
            {rang === 0 ? (
              <Badge ton="succes">{t('enService')}</Badge>
            ) : reprendre ? (
              <Button
                taille="s"
                aria-label={t('reprendreLa', { version: une.version })}
                onClick={() => reprendre(une)}
              >
                {t('reprendre')}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </Carte>
  );
}

function Origine({ une }: { une: Version }) {
  const { t } = useTranslation('gabarits');
  if (une.cree_le === null) return <span>{t('livre')}</span>;
  return (
    <span className="text-encre">
      <Moment le={une.cree_le} /> · {une.auteur ?? t('auteurAilleurs')}
    </span>
  );
}
