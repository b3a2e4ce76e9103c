import { CircleCheck, CircleDashed } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFuseau } from '@/lib/session';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Moment } from '@/ui/format';
import { Page } from '@/ui/page';
import { Materiel } from './materiel';
import { PosteBalance } from './poste-balance';
import { PosteCamera } from './poste-camera';
import { PosteDouchette } from './poste-douchette';
import { PosteImprimante } from './poste-imprimante';
import { PosteLieu } from './poste-lieu';
import { type Organe, prefer, untriedOf, usePreferences } from './preferences';

const ETAPES: readonly { organe: Organe; contenu: () => ReactNode }[] = [
  { organe: 'lieu', contenu: () => <PosteLieu /> },
  { organe: 'douchette', contenu: () => <PosteDouchette /> },
  { organe: 'balance', contenu: () => <PosteBalance /> },
  { organe: 'imprimante', contenu: () => <PosteImprimante /> },
  { organe: 'camera', contenu: () => <PosteCamera /> },
];

function Etape({ organe, rang, children }: { organe: Organe; rang: number; children: ReactNode }) {
  const { t } = useTranslation('station');
  const fuseau = useFuseau();
  const essai = usePreferences(({ essais }) => essais[organe]);
  return (
    <section
      aria-labelledby={`poste-${organe}`}
      data-etape-poste={organe}
      data-essaye={essai ? 'oui' : 'non'}
      className="flex flex-col gap-3 rounded-lg border bg-surface p-4 shadow-carte"
    >
      <header className="flex flex-wrap items-center gap-3">
        {essai ? (
          <CircleCheck aria-hidden className="size-5 text-succes" />
        ) : (
          <CircleDashed aria-hidden className="size-5 text-discret" />
        )}
        <h2 id={`poste-${organe}`} className="text-base font-semibold">
          {rang}. {t(`poste.etapes.${organe}`)}
        </h2>
        {essai ? (
          <span className="ml-auto text-xs text-discret">
            {t('poste.essaye')} <Moment le={essai} fuseau={fuseau} />
          </span>
        ) : (
          <Badge ton="neutre" className="ml-auto">
            {t('poste.aEssayer')}
          </Badge>
        )}
      </header>
      {children}
    </section>
  );
}

const ORGANES = ETAPES.map(({ organe }) => organe);
const finish = (): void => prefer({ installe_le: new Date().toISOString() });

/** What has not been seen to work, named before the bench is called ready. */
function Reste({ organes }: { organes: readonly Organe[] }) {
  const { t } = useTranslation('station');
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-md border border-alerte/50 bg-alerte-doux px-3 py-2 text-sm"
    >
      <p className="font-medium">
        {t('poste.pasEssayes', {
          organes: organes.map((organe) => t(`poste.etapes.${organe}`)).join(', '),
        })}
      </p>
      <Button asChild taille="s" className="ml-auto">
        <Link to="/reception" onClick={finish}>
          {t('poste.terminerSans')}
        </Link>
      </Button>
    </div>
  );
}

/** The bench put into service, device by device, each with its test; and its settings ever after. */
export function PostePage() {
  const { t } = useTranslation('station');
  const preferences = usePreferences();
  const [demande, setDemande] = useState(false);
  const fini = preferences.installe_le !== null;
  const restent = untriedOf(ORGANES, preferences);
  return (
    <Page
      titre={t('poste.titre')}
      sousTitre={t('poste.aide')}
      retour="/reception"
      actions={
        <>
          <Button asChild>
            <Link to="/reception/commandes">{t('commandes.titre')}</Link>
          </Button>
          {fini || restent.length === 0 ? (
            <Button asChild variante="principal">
              <Link to="/reception" onClick={finish}>
                {t(fini ? 'poste.retour' : 'poste.terminer')}
              </Link>
            </Button>
          ) : (
            <Button variante="principal" onClick={() => setDemande(true)}>
              {t('poste.terminer')}
            </Button>
          )}
        </>
      }
      className="max-w-4xl"
    >
      {demande && !fini && restent.length > 0 ? <Reste organes={restent} /> : null}
      <Materiel />
      {ETAPES.map(({ organe, contenu }, rang) => (
        <Etape key={organe} organe={organe} rang={rang + 1}>
          {contenu()}
        </Etape>
      ))}
    </Page>
  );
}
