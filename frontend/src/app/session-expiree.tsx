import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/lib/session';
import { Dialog } from '@/ui/dialog';

const Formulaire = lazy(async () => {
  const { FormulaireClient, FormulaireEquipe } = await import('./connexion-formulaires');
  return {
    default: ({ client }: { client: boolean }) =>
      client ? <FormulaireClient /> : <FormulaireEquipe />,
  };
});

/** The refresh was refused: the password is asked over the screen, nothing behind it is lost. */
export function SessionExpiree() {
  const { t } = useTranslation('connexion');
  const expiree = useSession(({ statut }) => statut === 'expiree');
  const client = useSession(({ utilisateur }) => utilisateur?.fonction === 'client');
  return (
    <Dialog
      ouvert={expiree}
      onOuvert={(ouvert) => {
        if (!ouvert) useSession.setState({ statut: 'hors_ligne' });
      }}
      tenace
      taille="s"
      titre={t('expireeTitre')}
      description={t('expireeAide')}
    >
      <Suspense>{expiree ? <Formulaire client={client} /> : null}</Suspense>
    </Dialog>
  );
}
