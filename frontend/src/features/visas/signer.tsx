import { useTranslation } from 'react-i18next';
import { Confirmer } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Argent } from '@/ui/format';
import { Acte, NomEtRole } from './acte';
import type { Visa } from './queries';

interface Props {
  visa: Visa | null;
  occupe: boolean;
  erreur: unknown;
  onFerme: () => void;
  onSigner: (motif: string) => void;
}

/** What one is about to sign, in full, before one does. */
export function SignerDialog({ visa, occupe, erreur, onFerme, onSigner }: Props) {
  const { t } = useTranslation('visas');
  return (
    <Confirmer
      ouvert={visa !== null}
      onOuvert={onFerme}
      titre={t('signerTitre')}
      action={t('signer')}
      occupe={occupe}
      onConfirmer={() => onSigner('')}
    >
      {visa ? (
        <div className="flex flex-col gap-3 text-sm">
          <Acte concession={visa.concession} />
          <NomEtRole {...visa.concession.auteur} />
          {visa.concession.montant ? <Argent valeur={visa.concession.montant} /> : null}
          <p className="text-discret">{t('signerAide')}</p>
          <ErreurAction erreur={erreur} />
        </div>
      ) : null}
    </Confirmer>
  );
}
