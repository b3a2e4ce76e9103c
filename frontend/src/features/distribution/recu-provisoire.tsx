import { Printer } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useUtilisateur } from '@/lib/session';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Argent, Fiche, Moment } from '@/ui/format';
import type { Recu } from './use-encaissement';

/** The device's own receipt: its number, the money, the people, and that another one follows. */
function Contenu({ recu }: { recu: Recu }) {
  const { t } = useTranslation(['horsLigne', 'distribution']);
  const { nom, agence } = useUtilisateur();
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p className="font-semibold">TS Air Cargo{agence ? ` · ${agence.nom}` : ''}</p>
      <p className="chiffres text-xl font-semibold">{recu.provisoire}</p>
      <Fiche
        lignes={[
          [t('distribution:payer.montant'), <Argent key="m" valeur={recu.montant} />],
          [t('distribution:payer.moyen'), t(`distribution:moyens.${recu.moyen as 'especes'}`)],
          [t('horsLigne:provisoire.payeur'), recu.payeur],
          [t('horsLigne:provisoire.le'), <Moment key="l" le={recu.le} />],
          [t('horsLigne:provisoire.caissier'), nom],
        ]}
      />
      <p className="text-xs text-discret">{t('horsLigne:provisoire.dit')}</p>
    </div>
  );
}

/** Shown and printed without a network; the final receipt names this number. */
export function RecuProvisoire({ recu }: { recu: Recu }) {
  const { t } = useTranslation('horsLigne');
  const [ouvert, setOuvert] = useState(false);
  return (
    <>
      <Button onClick={() => setOuvert(true)}>
        <Printer aria-hidden />
        {t('provisoire.imprimer')}
      </Button>
      <Dialog
        ouvert={ouvert}
        onOuvert={setOuvert}
        taille="s"
        titre={t('provisoire.titre')}
        pied={
          <Button variante="principal" onClick={() => window.print()}>
            <Printer aria-hidden />
            {t('provisoire.imprimer')}
          </Button>
        }
      >
        <Contenu recu={recu} />
      </Dialog>
      {ouvert
        ? createPortal(
            <div data-impression className="hidden print:block">
              <Contenu recu={recu} />
            </div>,
            document.body,
          )
        : null}
    </>
  );
}
