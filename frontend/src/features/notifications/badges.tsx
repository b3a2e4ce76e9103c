import { useTranslation } from 'react-i18next';
import { Badge } from '@/ui/badge';
import { isMotif, type Statut, TONS } from './etats';

export function BadgeStatut({ statut }: { statut: Statut }) {
  const { t } = useTranslation('notifications');
  return <Badge ton={TONS[statut]}>{t(`statuts.${statut}`)}</Badge>;
}

/** Why a message stopped, in words; the provider's own when they are all there is. */
export function useMotif(): (code: string, motif?: string) => string {
  const { t } = useTranslation('notifications');
  return (code, motif = '') => {
    if (isMotif(code)) return t(`motifs.${code}`);
    return code || motif || t('sansMotif');
  };
}
