import { CloudUpload, LockOpen } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatArgent } from '@/lib/format';
import { ApiError } from '@/lib/problem';
import { uuid7 } from '@/lib/uuid7';
import { startCorrection } from '@/offline/correction';
import { capture, fileAway } from '@/offline/outbox';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { useOuvertureEnAttente } from '@/offline/session-caisse';
import { settled } from '@/offline/suite';
import { Button } from '@/ui/button';
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

/** Captured first; when the network answers, its refusal is shown here and not in the repairs. */
async function openTill(caisse: Caisse, compte: Compte, id: string): Promise<boolean> {
  const { op_id } = await capture({
    type: 'caisse.ouvrir',
    entity_id: id,
    payload: { id, caisse_id: caisse.id, fonds: { coupures: compte } },
    resume: `${caisse.nom} · ${formatArgent({ montant: totalOf(compte), devise: caisse.devise })}`,
  });
  const resultat = await settled(op_id, PATIENCE_MS);
  if (resultat?.status === 'rejected' && resultat.problem) {
    await fileAway(op_id);
    // The next opening names this one: the day's closing counts no refused act unsettled.
    await startCorrection(op_id);
    throw new ApiError(resultat.problem, null);
  }
  return resultat !== null;
}

interface Props {
  onOuverte: () => void;
}

function Formulaire({ caisses, onOuverte }: Props & { caisses: readonly Caisse[] }) {
  const { t } = useTranslation('caisse');
  const libres = caisses.filter(({ session }) => session === null);
  const [choisie, setChoisie] = useState<string | null>(libres[0]?.id ?? null);
  const [compte, setCompte] = useState<Compte>({});
  const [id, setId] = useState(uuid7);
  const [erreur, setErreur] = useState<unknown>(null);
  const [occupe, setOccupe] = useState(false);
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
      const confirmee = await openTill(retenue, compte, id);
      toast(confirmee ? 'succes' : 'info', t(confirmee ? 'ouvrir.faite' : 'ouvrir.enAttente'));
      onOuverte();
    } catch (cause) {
      setErreur(cause);
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
  return <Formulaire caisses={data.valeur.items} onOuverte={onOuverte} />;
}
