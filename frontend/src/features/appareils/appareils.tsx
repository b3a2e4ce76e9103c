import { Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { useCan } from '@/lib/session';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';
import { Tabs } from '@/ui/tabs';
import { FicheAppareil } from './fiche';
import { ListeQuarantaine } from './quarantaine';
import { useAppareils } from './queries';
import { TableAppareils } from './table-appareils';

/** Who writes from where: last contact, what is missing, what is held, the cash nobody has seen. */
export function Appareils() {
  const { t } = useTranslation('appareils');
  const [filtres, changer] = useFiltres(['onglet']);
  const [ouvert, setOuvert] = useState<string | null>(null);
  const liste = useAppareils(usePaysVu());
  const regle = useCan('quarantaine.lire');
  const importe = useCan('sync.importer');
  const choisi = liste.items.find(({ id }) => id === ouvert) ?? null;
  const table = <TableAppareils liste={liste} onOuvrir={setOuvert} />;
  return (
    <Page
      titre={t('titre')}
      sousTitre={t('aide')}
      actions={
        importe ? (
          <Button asChild>
            <Link to="/appareils/importer">
              <Upload aria-hidden />
              {t('importer.titre')}
            </Link>
          </Button>
        ) : null
      }
    >
      {regle ? (
        <Tabs
          libelle={t('titre')}
          actif={filtres.onglet ?? 'appareils'}
          onActif={(onglet) => changer({ onglet })}
          onglets={[
            { id: 'appareils', titre: t('titre'), contenu: table },
            { id: 'quarantaine', titre: t('quarantaine.titre'), contenu: <ListeQuarantaine /> },
          ]}
        />
      ) : (
        table
      )}
      <FicheAppareil appareil={choisi} onFermer={() => setOuvert(null)} />
    </Page>
  );
}
