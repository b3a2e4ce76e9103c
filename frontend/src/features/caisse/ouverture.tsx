import { CloudUpload, LockOpen } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatArgent } from '@/lib/format';
import { uuid7 } from '@/lib/uuid7';
import { capture } from '@/offline/outbox';
import { SaisieRefuseeError } from '@/offline/refusees';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { useOuvertureEnAttente } from '@/offline/session-caisse';
import { settled } from '@/offline/suite';
import { useRefusee } from '@/offline/use-refusee';
import { Button } from '@/ui/button';
import { CorrectionEnCours } from '@/ui/correction-en-cours';
import { type Compte, Coupures, totalOf } from '@/ui/coupures';
import { EmptyState } from '@/ui/empty-state';
import { ErreurAction, ErrorState } from '@/ui/error-state';
import { Kbd } from '@/ui/kbd';
import { Carte } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { Touches } from '@/ui/touches';
import { type Caisse, useCaisses } from './queries';

const PATIENCE_MS = 8_000;

/**
 * Captured first; when the network answers, its refusal is shown here. It stays among the repairs
 * until the next opening names it: the day's closing counts no refused act unsettled.
 */
async function openTill(
  caisse: Caisse,
  compte: Compte,
  id: string,
  remplace: string | undefined,
): Promise<boolean> {
  const { op_id } = await capture({
    type: 'caisse.ouvrir',
    entity_id: id,
    payload: { id, caisse_id: caisse.id, fonds: { coupures: compte } },
    resume: `${caisse.nom} · ${formatArgent({ montant: totalOf(compte), devise: caisse.devise })}`,
    ...(remplace === undefined ? {} : { remplace }),
  });
  const resultat = await settled(op_id, PATIENCE_MS);
  if (resultat?.status === 'rejected' && resultat.problem) {
    throw new SaisieRefuseeError(resultat.problem, op_id);
  }
  return resultat !== null;
}

interface Props {
  onOuverte: () => void;
}

interface FormulaireProps extends Props {
  caisses: readonly Caisse[];
  correction: ReturnType<typeof useRefusee>;
}

function Formulaire({ caisses, correction, onOuverte }: FormulaireProps) {
  const { t } = useTranslation('caisse');
  const libres = caisses.filter(({ session }) => session === null);
  const [choisie, setChoisie] = useState<string | null>(libres[0]?.id ?? null);
  const [compte, setCompte] = useState<Compte>({});
  const [id, setId] = useState(uuid7);
  const [erreur, setErreur] = useState<unknown>(null);
  const [occupe, setOccupe] = useState(false);
  const { refusee } = correction;
  const caisse = libres.find((une) => une.id === choisie) ?? libres[0];
  useSaisieEnCours(Object.keys(compte).length > 0);

  if (!caisse) return <EmptyState titre={t('ouvrir.aucune')} aide={t('ouvrir.aucuneAide')} />;
  const retenue = caisse;
  const agences = new Set(libres.map(({ agence }) => agence)).size;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setOccupe(true);
    setErreur(null);
    try {
      const confirmee = await openTill(retenue, compte, id, refusee?.op.op_id);
      correction.leave();
      toast(confirmee ? 'succes' : 'info', t(confirmee ? 'ouvrir.faite' : 'ouvrir.enAttente'));
      onOuverte();
    } catch (cause) {
      setErreur(cause);
      if (cause instanceof SaisieRefuseeError) correction.begin(cause.op_id);
      setId(uuid7());
    } finally {
      setOccupe(false);
    }
  }

  return (
    <Carte titre={t('ouvrir.titre')} className="max-w-2xl">
      <form
        onSubmit={(event) => void submit(event)}
        aria-label={t('ouvrir.titre')}
        className="flex flex-col gap-4"
      >
        {refusee ? (
          <CorrectionEnCours
            resume={refusee.op.resume}
            raison={refusee.raison}
            onAnnuler={correction.leave}
          />
        ) : null}
        <Touches
          libelle={t('ouvrir.caisse')}
          className="grid grid-cols-1 sm:grid-cols-3"
          choix={libres.map(({ id: valeur, nom, agence }) => ({
            valeur,
            libelle: nom,
            ...(agences > 1 ? { detail: agence } : {}),
          }))}
          valeur={caisse.id}
          onChange={setChoisie}
        />
        <p className="text-sm text-discret">{t('ouvrir.aide')}</p>
        <Coupures devise={caisse.devise} compte={compte} onChange={setCompte} />
        <ErreurAction erreur={erreur} />
        <Button type="submit" variante="principal" taille="l" occupe={occupe}>
          <LockOpen aria-hidden />
          {t('ouvrir.ouvrir')}
          <Kbd>⏎</Kbd>
        </Button>
      </form>
    </Carte>
  );
}

/** Choose a free till, count its float, open. */
export function OuvertureCaisse({ onOuverte }: Props) {
  const { t } = useTranslation('caisse');
  const { data, isPending, error, refetch } = useCaisses();
  const enAttente = useOuvertureEnAttente();
  // Above the form: the form itself gives way to the wait, and comes back refused.
  const correction = useRefusee('caisse.ouvrir');
  if (enAttente) {
    return (
      <EmptyState
        titre={t('ouvrir.enAttente')}
        aide={t('ouvrir.enAttenteAide')}
        icone={CloudUpload}
      />
    );
  }
  if (isPending) return <Lignes nombre={5} />;
  if (!data) return <ErrorState erreur={error} onReessayer={() => void refetch()} />;
  return <Formulaire caisses={data.valeur.items} correction={correction} onOuverte={onOuverte} />;
}
