import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { postponeLogin, useSession } from '@/lib/session';
import { useVerrou } from '@/offline/verrou';
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
  const ferme = useVerrou((verrou) => verrou.ferme);
  const expiree = useSession(({ statut }) => statut === 'expiree') && !ferme;
  const client = useSession(({ utilisateur }) => utilisateur?.fonction === 'client');
  return (
    <Dialog
      ouvert={expiree}
      onOuvert={(ouvert) => {
        if (!ouvert) postponeLogin();
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
