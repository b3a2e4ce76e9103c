import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useFiltres } from '@/lib/filtres';
import { useCan } from '@/lib/session';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';
import { Tabs } from '@/ui/tabs';
import { Appareils } from './appareils';
import { FicheMembre } from './fiche';
import { NouveauMembre } from './formulaire';
import { Membres } from './membres';
import { Reglages } from './reglages';

/** People, their devices, and the country's settings. */
export function Equipe() {
  const { t } = useTranslation('utilisateurs');
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [{ onglet, membre }, changer] = useFiltres(['onglet', 'membre']);
  const peutRegler = useCan('reglage.modifier');
  const peutEcrire = useCan('utilisateur.modifier');
  const actif = pathname === '/reglages' ? 'reglages' : (onglet ?? 'membres');

  function show(id: string): void {
    if (id === 'reglages') navigate('/reglages');
    else navigate(id === 'membres' ? '/utilisateurs' : `/utilisateurs?onglet=${id}`);
  }

  return (
    <Page
      titre={actif === 'reglages' ? t('reglages.titre') : t('titre')}
      actions={
        peutEcrire && actif === 'membres' ? (
          <Button variante="principal" onClick={() => changer({ membre: 'nouveau' })}>
            <UserPlus aria-hidden />
            {t('nouveau')}
          </Button>
        ) : null
      }
    >
      <Tabs
        libelle={t('titre')}
        actif={actif}
        onActif={show}
        onglets={[
          { id: 'membres', titre: t('onglets.membres'), contenu: <Membres /> },
          { id: 'appareils', titre: t('onglets.appareils'), contenu: <Appareils /> },
          ...(peutRegler
            ? [{ id: 'reglages', titre: t('onglets.reglages'), contenu: <Reglages /> }]
            : []),
        ]}
      />
      {membre === 'nouveau' ? (
        <NouveauMembre onFerme={() => changer({ membre: undefined })} />
      ) : null}
      {membre && membre !== 'nouveau' ? (
        <FicheMembre key={membre} id={membre} onFerme={() => changer({ membre: undefined })} />
      ) : null}
    </Page>
  );
}
