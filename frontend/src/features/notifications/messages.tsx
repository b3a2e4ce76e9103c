import { useTranslation } from 'react-i18next';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { useCan } from '@/lib/session';
import { Page } from '@/ui/page';
import { type Onglet, Tabs } from '@/ui/tabs';
import { Gabarits } from './gabarits';
import { LignesDeService } from './lignes';
import { Partenaires } from './partenaires';
import { useAlertes, useSante } from './queries';
import { EnSouffrance } from './souffrance';
import { Surveillance } from './surveillance';
import { TousLesMessages } from './tous';
import { FicheMessage } from './vie';

/** How many messages are parked and how many alarms are open, in the country looked at. */
function useNombres() {
  const pays = usePaysVu();
  const ici = (un: { pays: string }): boolean => pays === null || un.pays === pays;
  const parques = useSante().data?.en_souffrance.filter(ici);
  const alertes = useAlertes().data?.filter(ici).length ?? 0;
  return {
    parques: parques?.reduce((somme, un) => somme + un.nombre, 0),
    alertes: alertes > 0 ? alertes : undefined,
  };
}

/** Every message owed to a client: what left, what waits, what suffers, by which line. */
export function Messages() {
  const { t } = useTranslation('notifications');
  const [{ onglet, message }, changer] = useFiltres(['onglet', 'message']);
  const nombres = useNombres();
  const peutRegler = useCan('reglage.modifier');
  const ouvrir = (id: string): void => changer({ message: id });
  const onglets: Onglet[] = [
    { id: 'tous', titre: t('onglets.tous'), contenu: <TousLesMessages onOuvrir={ouvrir} /> },
    {
      id: 'souffrance',
      titre: t('onglets.souffrance'),
      nombre: nombres.parques,
      contenu: <EnSouffrance onOuvrir={ouvrir} />,
    },
    {
      id: 'surveillance',
      titre: t('onglets.surveillance'),
      nombre: nombres.alertes,
      contenu: <Surveillance />,
    },
    { id: 'lignes', titre: t('onglets.lignes'), contenu: <LignesDeService /> },
    { id: 'textes', titre: t('onglets.textes'), contenu: <Gabarits /> },
    ...(peutRegler
      ? [{ id: 'partenaires', titre: t('onglets.partenaires'), contenu: <Partenaires /> }]
      : []),
  ];
  return (
    <Page titre={t('titre')} sousTitre={t('sousTitre')}>
      <Tabs
        libelle={t('titre')}
        actif={onglets.some(({ id }) => id === onglet) ? onglet : 'tous'}
        onActif={(id) => changer({ onglet: id === 'tous' ? undefined : id })}
        onglets={onglets}
      />
      {message ? (
        <FicheMessage id={message} onFerme={() => changer({ message: undefined })} />
      ) : null}
    </Page>
  );
}
