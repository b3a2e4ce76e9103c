import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/lib/session';
import type { SessionCaisse } from '@/offline/session-caisse';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { Carte } from '@/ui/page';
import { ComptageCaisse } from './comptage';

/** A till nobody can close any more: its cashier can no longer log in. */
export const isOrpheline = ({ statut, caissier_absent }: SessionCaisse): boolean =>
  statut === 'ouverte' && Boolean(caissier_absent);

/** An admin says why, then counts in the cashier's place; somebody else will sign. */
export function ComptagePourAutrui({ session }: { session: SessionCaisse }) {
  const { t } = useTranslation('caisse');
  const peutCompter = useCan('caisse.compter');
  const peutValider = useCan('caisse.valider');
  const [demande, setDemande] = useState(false);
  const [motif, setMotif] = useState<string | null>(null);
  const caissier = session.caissier.nom ?? t('autrui.inconnu');
  if (!isOrpheline(session) || !peutCompter || !peutValider) return null;
  if (motif !== null) {
    return (
      <ComptageCaisse
        session={session}
        motif={motif}
        onComptee={() => setMotif(null)}
        onAnnuler={() => setMotif(null)}
      />
    );
  }
  return (
    <Carte titre={t('autrui.titre', { caissier })}>
      <div className="flex flex-col gap-3 text-sm">
        <p>{t(`autrui.${session.caissier_absent ?? 'parti'}`, { caissier })}</p>
        <p className="text-discret">{t('autrui.aide')}</p>
        <Button variante="principal" className="self-end" onClick={() => setDemande(true)}>
          <Lock aria-hidden />
          {t('autrui.bouton')}
        </Button>
      </div>
      <DemandeMotif
        ouvert={demande}
        onOuvert={setDemande}
        titre={t('autrui.titre', { caissier })}
        description={t('autrui.aide')}
        libelle={t('autrui.motif')}
        action={t('autrui.continuer')}
        onValider={(pourquoi) => {
          setDemande(false);
          setMotif(pourquoi);
        }}
      />
    </Carte>
  );
}
