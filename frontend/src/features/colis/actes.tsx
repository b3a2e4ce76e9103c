import { Ban, Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { type Utilisateur, useUtilisateur } from '@/lib/session';
import { capture } from '@/offline/outbox';
import { settled } from '@/offline/suite';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { toast } from '@/ui/toast';
import { Touches } from '@/ui/touches';
import { CorrigerColis } from './corriger';
import { MenuEtiquette } from './menu-etiquette';
import { MenuPartage } from './menu-partage';
import { type ColisDetail, useBlocage, useDeblocage } from './queries';

const NATURES = ['dg', 'douane', 'litige'] as const;
const REPONSE_MS = 10_000;
/** Contents and weights freeze when the flight closes. */
const CORRIGIBLES = ['recu', 'groupe'];
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
          className="flex-col"
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
      const { op_id } = await capture({
        type: 'colis.annuler',
        entity_id: colis.id,
        payload: { colis_id: colis.id, motif },
        codes: [colis.code_suivi],
        resume: formatCodeSuivi(colis.code_suivi),
      });
      toast('succes', t('actes.annule'));
      setOuvert(false);
      void settled(op_id, REPONSE_MS).then((resultat) => {
        if (resultat?.status !== 'rejected') return;
        toast('danger', t('actes.annulationRefusee'), { detail: resultat.problem?.detail });
      });
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

interface Droits {
  annuler: boolean;
  bloquer: boolean;
  debloquer: boolean;
  corriger: boolean;
  imprimer: boolean;
}

/** A courtesy: the server refuses by itself whatever is shown. */
export function droitsOf(colis: ColisDetail, { actions, pays }: Utilisateur): Droits {
  const { statut, blocage } = colis;
  const peut = (action: string, ici: boolean): boolean => ici && actions.includes(action);
  return {
    annuler: peut('colis.annuler', statut === 'recu'),
    bloquer: peut('colis.bloquer', blocage === null && !FINIS.includes(statut)),
    debloquer: peut('colis.debloquer', blocage !== null && blocage.pays === pays),
    corriger: peut('colis.modifier', pays === colis.pays_origine && CORRIGIBLES.includes(statut)),
    imprimer: peut('etiquette.reimprimer', true),
  };
}

/** What this person may do to the carton now. */
export function ActesColis({ colis }: { colis: ColisDetail }) {
  const droits = droitsOf(colis, useUtilisateur());
  return (
    <>
      {droits.annuler ? <Annuler colis={colis} /> : null}
      {droits.bloquer ? <Bloquer colis={colis} /> : null}
      {droits.debloquer ? <Debloquer colis={colis} /> : null}
      {droits.corriger ? <CorrigerColis colis={colis} /> : null}
      <MenuPartage colis={colis} />
      {droits.imprimer ? <MenuEtiquette colis={colis} /> : null}
    </>
  );
}
