import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { Case } from '@/ui/input';
import { toast } from '@/ui/toast';
import { type Membre, useReinitialisation } from './queries';

/** A password link for somebody in one's charge: to their proved phone, never to oneself. */
export function Reinitialiser({ membre }: { membre: Membre }) {
  const { t } = useTranslation('portes');
  const [ouvert, setOuvert] = useState(false);
  const [retirer, setRetirer] = useState(false);
  const envoi = useReinitialisation(membre.id);
  return (
    <>
      <Button onClick={() => setOuvert(true)}>{t('reinit.action')}</Button>
      <DemandeMotif
        ouvert={ouvert}
        onOuvert={setOuvert}
        titre={t('reinit.titre', { nom: membre.nom })}
        description={t('reinit.aide')}
        libelle={t('reinit.motif')}
        action={t('reinit.action')}
        occupe={envoi.isPending}
        erreur={envoi.error}
        onValider={(motif) =>
          envoi.mutate(
            { motif, retirer_totp: retirer },
            {
              onSuccess: ({ envoye_a }) => {
                toast('succes', t('reinit.fait', { telephone: envoye_a }));
                setOuvert(false);
              },
            },
          )
        }
      >
        {membre.totp_actif ? (
          <Case
            libelle={t('reinit.retirerTotp')}
            checked={retirer}
            onChange={(event) => setRetirer(event.target.checked)}
          />
        ) : null}
      </DemandeMotif>
    </>
  );
}
