import { Printer, ReceiptText, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { openFile } from '@/lib/download';
import { useCan, useUtilisateur } from '@/lib/session';
import { uuid7 } from '@/lib/uuid7';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { ErrorState } from '@/ui/error-state';
import { Argent, Code, Fiche, Moment } from '@/ui/format';
import { Carte, Page } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { toast, toastError } from '@/ui/toast';
import { Marques } from './liste-encaissements';
import { type Encaissement, useAnnulation, useEncaissement } from './queries';

/** Money is corrected by a reversal, by somebody else than who took it. */
function Annuler({ encaissement }: { encaissement: Encaissement }) {
  const { t } = useTranslation('caisse');
  const { id: moi } = useUtilisateur();
  const permis = useCan('encaissement.annuler');
  const [id, setId] = useState(uuid7);
  const [ouvert, setOuvert] = useState(false);
  const annulation = useAnnulation(encaissement.id);
  if (!permis || encaissement.annulation || encaissement.caissier.id === moi) return null;
  return (
    <>
      <Button variante="discret" onClick={() => setOuvert(true)}>
        <Undo2 aria-hidden />
        {t('annuler.bouton')}
      </Button>
      <DemandeMotif
        ouvert={ouvert}
        onOuvert={setOuvert}
        danger
        titre={t('annuler.titre', { numero: encaissement.recu_numero })}
        description={t('annuler.aide')}
        libelle={t('annuler.motif')}
        action={t('annuler.bouton')}
        occupe={annulation.isPending}
        erreur={annulation.error}
        onValider={(motif) =>
          annulation.mutate(
            { id, motif },
            {
              onSuccess: () => {
                setOuvert(false);
                toast('succes', t('annuler.fait'));
              },
              onError: () => setId(uuid7()),
            },
          )
        }
      />
    </>
  );
}

function Impressions({ id }: { id: string }) {
  const { t } = useTranslation('caisse');
  const open = (format: string): void =>
    void openFile(`/encaissements/${id}/recu.pdf`, { format }).catch(toastError);
  return (
    <>
      <Button onClick={() => open('a5')}>
        <ReceiptText aria-hidden />
        {t('encaissements.a5')}
      </Button>
      <Button onClick={() => open('80mm')}>
        <Printer aria-hidden />
        {t('encaissements.ticket')}
      </Button>
    </>
  );
}

function Faits({ encaissement: un }: { encaissement: Encaissement }) {
  const { t } = useTranslation('caisse');
  return (
    <Fiche
      lignes={[
        [
          t('encaissements.client'),
          <Link key="c" to={`/clients/${un.client.id}`} className="hover:underline">
            {un.client.nom ?? '—'}
          </Link>,
        ],
        [t('encaissements.moyen'), t(`moyens.${un.moyen as 'especes'}`)],
        un.reference_operateur
          ? [
              t('encaissements.reference'),
              <span key="r" className="chiffres">
                {un.reference_operateur}
              </span>,
            ]
          : null,
        [t('encaissements.caissier'), un.caissier.nom ?? '—'],
        [t('encaissements.quand'), <Moment key="q" le={un.enregistre_le} />],
        un.recu_provisoire
          ? [
              t('encaissements.provisoire'),
              <span key="p" className="chiffres">
                {un.recu_provisoire}
              </span>,
            ]
          : null,
        un.rabais.montant > 0
          ? [
              t('encaissements.rabais'),
              <span key="b">
                <Argent valeur={un.rabais} /> · {un.rabais_motif}
              </span>,
            ]
          : null,
        un.jeton_cede.montant > 0
          ? [t('encaissements.jeton'), <Argent key="j" valeur={un.jeton_cede} />]
          : null,
        un.avoir.montant > 0
          ? [t('encaissements.avoir'), <Argent key="a" valeur={un.avoir} />]
          : null,
        un.annulation
          ? [
              t('encaissements.annule'),
              <span key="n" className="text-danger">
                {un.annulation.motif} · <Moment le={un.annulation.enregistre_le} />
              </span>,
            ]
          : null,
      ]}
    />
  );
}

function LignesRecu({ encaissement }: { encaissement: Encaissement }) {
  const { t } = useTranslation('caisse');
  return (
    <ul className="divide-y text-sm">
      {encaissement.lignes.map((ligne) => (
        <li key={ligne.colis_id} className="flex flex-wrap items-baseline gap-x-3 py-2">
          <Link to={`/colis/${ligne.colis_id}`} className="hover:underline">
            <Code code={ligne.code_suivi} />
          </Link>
          <span className="min-w-0 flex-1 truncate text-discret">{ligne.destinataire}</span>
          <Argent valeur={ligne.montant} className="font-semibold" />
          {ligne.du.montant > 0 ? (
            <span className="w-full text-right text-xs text-alerte">
              {t('encaissements.resteDu')} <Argent valeur={ligne.du} />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** One receipt: what it paid, how, and how to print it again. */
export function EncaissementPage() {
  const { t } = useTranslation('caisse');
  const { id = '' } = useParams();
  const { data: encaissement, error, refetch } = useEncaissement(id);
  if (!encaissement) {
    return (
      <Page titre={t('encaissements.recu')} retour="/encaissements">
        {error ? <ErrorState erreur={error} onReessayer={() => void refetch()} /> : <Lignes />}
      </Page>
    );
  }
  return (
    <Page
      titre={<span className="chiffres">{encaissement.recu_numero}</span>}
      etat={<Marques encaissement={encaissement} />}
      sousTitre={encaissement.agence}
      retour="/encaissements"
      actions={
        <>
          <Annuler encaissement={encaissement} />
          <Impressions id={encaissement.id} />
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2 lg:items-start">
        <Carte
          titre={t('encaissements.montant')}
          actions={<Argent valeur={encaissement.montant} className="text-xl font-semibold" />}
        >
          <Faits encaissement={encaissement} />
        </Carte>
        <Carte titre={t('encaissements.colis')}>
          <LignesRecu encaissement={encaissement} />
        </Carte>
      </div>
    </Page>
  );
}
