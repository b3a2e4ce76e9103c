import { useTranslation } from 'react-i18next';
import { useFiltres } from '@/lib/filtres';
import { Page } from '@/ui/page';
import { Tabs } from '@/ui/tabs';
import { Attente } from './attente';
import { Decides } from './decides';
import { Rapport } from './rapport';

/** Second persons: what waits for one, what was decided, and all that was given up by whom. */
export function Visas() {
  const { t } = useTranslation('visas');
  const [{ onglet }, changer] = useFiltres(['onglet']);
  return (
    <Page titre={t('titre')}>
      <Tabs
        libelle={t('titre')}
        actif={onglet ?? 'attente'}
        onActif={(id) => changer({ onglet: id === 'attente' ? undefined : id })}
        onglets={[
          { id: 'attente', titre: t('onglets.attente'), contenu: <Attente /> },
          { id: 'decides', titre: t('onglets.decides'), contenu: <Decides /> },
          { id: 'concessions', titre: t('onglets.concessions'), contenu: <Rapport /> },
        ]}
      />
    </Page>
  );
}
