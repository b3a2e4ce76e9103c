import { useTranslation } from 'react-i18next';
import { useStockage } from '@/offline/db';
import { Button } from '@/ui/button';
import { Bandeau } from './bandeau';

/** Only a fresh page opens the storage anew. */
function ARecharger({ raison }: { raison: 'perimee' | 'panne' }) {
  const { t } = useTranslation('horsLigne');
  return (
    <Bandeau
      ton="danger"
      action={
        <Button taille="s" onClick={() => window.location.reload()}>
          {t('stockage.recharger')}
        </Button>
      }
    >
      {t(`stockage.${raison}`)}
    </Bandeau>
  );
}

/** The storage does not open, or was lost: said from the start screen and the log-in on. */
export function BandeauStockage() {
  const { t } = useTranslation('horsLigne');
  const { bloquee, perimee, panne, reprises } = useStockage();
  if (perimee) return <ARecharger raison="perimee" />;
  if (bloquee) return <Bandeau ton="danger">{t('stockage.bloquee')}</Bandeau>;
  if (panne) return <ARecharger raison="panne" />;
  if (reprises === 0) return null;
  return (
    <Bandeau
      action={
        <Button taille="s" onClick={() => useStockage.setState({ reprises: 0 })}>
          {t('stockage.reprisesVu')}
        </Button>
      }
    >
      {t('stockage.reprises', { count: reprises })}
    </Bandeau>
  );
}
