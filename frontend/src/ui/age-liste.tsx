import { useTranslation } from 'react-i18next';
import { Depuis } from './format';

/** Under a list that comes from the device: since when it has been as it is. Nothing when fresh. */
export function AgeListe({ le }: { le: string | null | undefined }) {
  const { t } = useTranslation('horsLigne');
  if (!le) return null;
  return (
    <p className="text-xs text-alerte">
      {t('liste')} <Depuis le={le} />
    </p>
  );
}
