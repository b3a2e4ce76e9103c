import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useCan, useUtilisateur } from '@/lib/session';
import type { SessionCaisse } from '@/offline/session-caisse';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { ErreurAction, ErrorState } from '@/ui/error-state';
import { Argent, Fiche, Moment } from '@/ui/format';
import { Carte, Page } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { ComptagePourAutrui } from './autrui';
import { ecartsOf, TableEcart } from './ecart';
import { ListeEncaissements } from './liste-encaissements';
import { useSession, useValidation } from './queries';
import { BadgeSession } from './sessions';

/** Another person signs; a difference is signed with its reason. */
function Validation({ session }: { session: SessionCaisse }) {
  const { t } = useTranslation('caisse');
  const { id: moi } = useUtilisateur();
  const peutValider = useCan('caisse.valider');
  const [ouvert, setOuvert] = useState(false);
  const validation = useValidation(session.id);
  if (session.statut !== 'comptee') return null;
  const auteurs = [session.caissier.id, session.comptee_par?.id];
  if (auteurs.includes(moi) || !peutValider) {
    return <p className="text-sm text-discret">{t('valider.autre')}</p>;
  }
  const juste = ecartsOf(session).length === 0;
  const sign = (motif: string): void =>
    validation.mutate(motif, {
      onSuccess: () => {
        setOuvert(false);
        toast('succes', t('valider.faite'));
      },
    });
  return (
    <div className="flex flex-col gap-2">
      {juste ? <ErreurAction erreur={validation.error} /> : null}
      <Button
        variante="principal"
        className="self-end"
        occupe={validation.isPending}
        onClick={() => (juste ? sign('') : setOuvert(true))}
      >
        {juste ? t('valider.valider') : t('valider.expliquer')}
      </Button>
      <DemandeMotif
        ouvert={ouvert}
        onOuvert={setOuvert}
        titre={t('valider.titre')}
        description={t('valider.aide')}
        libelle={t('valider.motif')}
        action={t('valider.valider')}
        occupe={validation.isPending}
        erreur={validation.error}
        onValider={sign}
      />
    </div>
  );
}

function Identite({ session }: { session: SessionCaisse }) {
  const { t } = useTranslation('caisse');
  return (
    <Fiche
      lignes={[
        [t('sessions.caissier'), session.caissier.nom ?? '—'],
        [t('sessions.ouverte'), <Moment key="o" le={session.ouverte_le} />],
        [t('sessions.fonds'), <Argent key="f" valeur={session.fonds} />],
        session.comptee_le
          ? [t('sessions.comptee'), <Moment key="c" le={session.comptee_le} />]
          : null,
        session.comptee_par ? [t('autrui.par'), session.comptee_par.nom ?? '—'] : null,
        session.comptage_motif ? [t('autrui.pourquoi'), session.comptage_motif] : null,
        session.validee_par
          ? [
              t('sessions.validee'),
              <span key="v">
                {session.validee_par.nom} · <Moment le={session.validee_le} />
              </span>,
            ]
          : null,
        session.validation_motif ? [t('valider.motif'), session.validation_motif] : null,
      ]}
    />
  );
}

/** One session: who, how much, the difference and its signature, the receipts behind it. */
export function SessionPage() {
  const { t } = useTranslation('caisse');
  const { id = '' } = useParams();
  const { data: session, error, refetch } = useSession(id);
  if (!session) {
    return (
      <Page titre={t('sessions.session')} retour="/caisse">
        {error ? <ErrorState erreur={error} onReessayer={() => void refetch()} /> : <Lignes />}
      </Page>
    );
  }
  return (
    <Page
      titre={session.caisse}
      etat={<BadgeSession statut={session.statut} />}
      sousTitre={session.agence}
      retour="/caisse"
    >
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[20rem_minmax(0,1fr)] lg:items-start">
        <Carte>
          <Identite session={session} />
        </Carte>
        {session.statut === 'ouverte' ? (
          <ComptagePourAutrui session={session} />
        ) : (
          <Carte titre={t('ecart.titre')}>
            <div className="flex flex-col gap-3">
              <TableEcart session={session} />
              <Validation session={session} />
            </div>
          </Carte>
        )}
      </div>
      <section className="flex flex-col gap-2">
        <h2 className="text-sm font-semibold text-discret">{t('sessions.encaissements')}</h2>
        <ListeEncaissements filtres={{ session: session.id }} />
      </section>
    </Page>
  );
}
