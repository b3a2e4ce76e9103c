import { Ban, Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { useUtilisateur } from '@/lib/session';
import { capture } from '@/offline/outbox';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { toast } from '@/ui/toast';
import { Touches } from '@/ui/touches';
import { MenuEtiquette } from './menu-etiquette';
import { MenuPartage } from './menu-partage';
import { type ColisDetail, useBlocage, useDeblocage } from './queries';

const NATURES = ['dg', 'douane', 'litige'] as const;
const FINIS = ['remis', 'perdu', 'retourne', 'annule'];

function Bloquer({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation('colis');
  const [ouvert, setOuvert] = useState(false);
  const [nature, setNature] = useState<(typeof NATURES)[number]>('litige');
  const { mutate, isPending, error } = useBlocage(colis.id);
  return (
    <>
      <Button onClick={() => setOuvert(true)}>
        <Lock aria-hidden />
        {t('actes.bloquer')}
      </Button>
      <DemandeMotif
        ouvert={ouvert}
        onOuvert={setOuvert}
        titre={t('actes.bloquerTitre')}
        description={t('actes.bloquerAide')}
        libelle={t('actes.motif')}
        action={t('actes.bloquer')}
        danger
        occupe={isPending}
        erreur={error}
        onValider={(motif) => mutate({ motif, nature }, { onSuccess: () => setOuvert(false) })}
      >
        <Touches
          libelle={t('actes.raison')}
          choix={NATURES.map((valeur) => ({ valeur, libelle: t(`natures.${valeur}`) }))}
          valeur={nature}
          onChange={setNature}
        />
      </DemandeMotif>
    </>
  );
}

function Debloquer({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation('colis');
  const [ouvert, setOuvert] = useState(false);
  const { mutate, isPending, error } = useDeblocage(colis.id);
  return (
    <>
      <Button onClick={() => setOuvert(true)}>
        <LockOpen aria-hidden />
        {t('actes.debloquer')}
      </Button>
      <DemandeMotif
        ouvert={ouvert}
        onOuvert={setOuvert}
        titre={t('actes.debloquerTitre')}
        description={t('actes.debloquerAide')}
        libelle={t('actes.motif')}
        action={t('actes.debloquer')}
        occupe={isPending}
        erreur={error}
        onValider={(motif) => mutate(motif, { onSuccess: () => setOuvert(false) })}
      />
    </>
  );
}

/** A field act like the intake it undoes: captured, so that it works without a network. */
function Annuler({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation('colis');
  const [ouvert, setOuvert] = useState(false);
  const [occupe, setOccupe] = useState(false);
  const [erreur, setErreur] = useState<unknown>(null);

  async function cancel(motif: string): Promise<void> {
    setOccupe(true);
    try {
      await capture({
        type: 'colis.annuler',
        entity_id: colis.id,
        payload: { colis_id: colis.id, motif },
        resume: formatCodeSuivi(colis.code_suivi),
      });
      toast('succes', t('actes.annule'));
      setOuvert(false);
    } catch (cause) {
      setErreur(cause);
    } finally {
      setOccupe(false);
    }
  }

  return (
    <>
      <Button variante="discret" className="text-danger" onClick={() => setOuvert(true)}>
        <Ban aria-hidden />
        {t('actes.annuler')}
      </Button>
      <DemandeMotif
        ouvert={ouvert}
        onOuvert={setOuvert}
        titre={t('actes.annuler')}
        description={t('actes.annulerAide')}
        libelle={t('actes.motif')}
        action={t('actes.annuler')}
        danger
        occupe={occupe}
        erreur={erreur}
        onValider={(motif) => void cancel(motif)}
      />
    </>
  );
}

/** What this person may do to the carton now. */
export function ActesColis({ colis }: { colis: ColisDetail }) {
  const { actions, pays } = useUtilisateur();
  const peut = (action: string): boolean => actions.includes(action);
  const bloquable = !FINIS.includes(colis.statut) && colis.blocage === null;
  const debloquable = colis.blocage !== null && colis.blocage.pays === pays;
  return (
    <>
      {peut('colis.annuler') && colis.statut === 'recu' ? <Annuler colis={colis} /> : null}
      {peut('colis.bloquer') && bloquable ? <Bloquer colis={colis} /> : null}
      {peut('colis.debloquer') && debloquable ? <Debloquer colis={colis} /> : null}
      <MenuPartage colis={colis} />
      {peut('etiquette.reimprimer') ? <MenuEtiquette colis={colis} /> : null}
    </>
  );
}
