import { useTranslation } from 'react-i18next';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { Page } from '@/ui/page';
import { Tabs } from '@/ui/tabs';
import { SanteLignes } from './lignes';
import { useSante } from './queries';
import { EnSouffrance } from './souffrance';
import { TousLesMessages } from './tous';
import { FicheMessage } from './vie';

/** Every message owed to a client: what left, what waits, what suffers, by which line. */
export function Messages() {
  const { t } = useTranslation('notifications');
  const [{ onglet, message }, changer] = useFiltres(['onglet', 'message']);
  const pays = usePaysVu();
  const sante = useSante();
  const parques = sante.data?.en_souffrance
    .filter((un) => pays === null || un.pays === pays)
    .reduce((somme, un) => somme + un.nombre, 0);
  const ouvrir = (id: string): void => changer({ message: id });
  return (
    <Page titre={t('titre')} sousTitre={t('sousTitre')}>
      <Tabs
        libelle={t('titre')}
        actif={onglet ?? 'tous'}
        onActif={(id) => changer({ onglet: id === 'tous' ? undefined : id })}
        onglets={[
          { id: 'tous', titre: t('onglets.tous'), contenu: <TousLesMessages onOuvrir={ouvrir} /> },
          {
            id: 'souffrance',
            titre: t('onglets.souffrance'),
            nombre: parques,
            contenu: <EnSouffrance onOuvrir={ouvrir} />,
          },
          { id: 'lignes', titre: t('onglets.lignes'), contenu: <SanteLignes /> },
        ]}
      />
      {message ? (
        <FicheMessage id={message} onFerme={() => changer({ message: undefined })} />
      ) : null}
    </Page>
  );
}
