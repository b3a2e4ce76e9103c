import { useTranslation } from 'react-i18next';
import { Badge } from '@/ui/badge';
import type { Abonnement } from './queries-partenaires';

/** In service, failing, switched off by somebody or by five days of failures. */
export function BadgePartenaire({ un }: { un: Abonnement }) {
  const { t } = useTranslation('partenaires');
  if (!un.actif) {
    return (
      <Badge ton={un.desactive_le ? 'danger' : 'neutre'}>
        {un.desactive_le ? t('etats.abandonne') : t('etats.arrete')}
      </Badge>
    );
  }
  if (un.echec_depuis_le) return <Badge ton="alerte">{t('etats.enEchec')}</Badge>;
  return <Badge ton="succes">{t('etats.enService')}</Badge>;
}
