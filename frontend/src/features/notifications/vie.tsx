import { Ban, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/lib/session';
import { Attente } from '@/ui/attente';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirmer, Sheet } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Code, Fiche, Moment, Telephone } from '@/ui/format';
import { toast } from '@/ui/toast';
import { BadgeStatut, useMotif } from './badges';
import { Decider } from './decider';
import { isActionable, isAnnulable, isRelancable } from './etats';
import { type Essai, type NotificationDetail, useAnnulation, useNotification } from './queries';

const REUSSIS: readonly string[] = ['accepte'];
/** Seconds with one decimal. */
const secondes = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function Section({ titre, children }: { titre: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-2xs font-semibold tracking-wide text-discret uppercase">{titre}</h3>
      {children}
    </section>
  );
}

function Tentative({ essai }: { essai: Essai }) {
  const { t } = useTranslation('notifications');
  const reussi = REUSSIS.includes(essai.issue);
  const reponse = [essai.http_statut, essai.code].filter(Boolean).join(' · ');
  return (
    <li className="flex items-baseline gap-3 py-2 text-sm">
      <span className="chiffres text-xs text-discret">{essai.numero}</span>
      <span className="min-w-0 flex-1">
        <Moment le={essai.commencee_le} /> · {essai.ligne}
        <span className="chiffres block text-xs text-discret">
          {reponse || t('sansReponse')}
          {essai.latence_ms === null ? null : ` · ${secondes(essai.latence_ms)}`}
        </span>
      </span>
      <Badge ton={reussi ? 'succes' : 'alerte'}>
        {t(`issues.${essai.issue as 'accepte'}`, { defaultValue: essai.issue || t('enVol') })}
      </Badge>
    </li>
  );
}

type LigneFiche = readonly [string, React.ReactNode];

/** A stamp the message has, or nothing. */
const stamp = (titre: string, le: string | null): LigneFiche | null =>
  le === null ? null : [titre, <Moment key={titre} le={le} />];

function Motif({ un }: { un: NotificationDetail }) {
  const motifDe = useMotif();
  return (
    <span>
      {motifDe(un.code_motif, un.motif)}
      {un.motif && un.code_motif ? (
        <span className="block text-xs font-normal text-discret">{un.motif}</span>
      ) : null}
    </span>
  );
}

function Identite({ un }: { un: NotificationDetail }) {
  const { t } = useTranslation('notifications');
  const attend = un.statut === 'en_attente' || un.statut === 'echec';
  const arrete = `${un.code_motif}${un.motif}` !== '';
  return (
    <Fiche
      lignes={[
        [t('statut'), <BadgeStatut key="s" statut={un.statut} />],
        arrete ? [t('motif'), <Motif key="m" un={un} />] : null,
        [t('destinataire'), <Telephone key="t" numero={un.telephone} />],
        [t('etape'), t(`etapes.${un.etape}`)],
        un.ligne ? [t('ligne'), un.ligne] : null,
        un.lot > 1 ? [t('lot'), un.lot] : null,
        stamp(t('creeLe'), un.cree_le),
        stamp(t('prochaine'), attend ? un.prochaine_tentative_le : null),
        stamp(t('echeance'), attend ? un.echeance_le : null),
        stamp(t('statuts.envoye'), un.envoye_le),
        stamp(t('statuts.livre'), un.livre_le),
        stamp(t('statuts.lu'), un.lu_le),
      ]}
    />
  );
}

/** The cartons it tells of. */
function Concernes({ un }: { un: NotificationDetail }) {
  const { t } = useTranslation('notifications');
  const colis = un.messages.filter(({ colis_id, code_suivi }) => colis_id && code_suivi);
  if (colis.length === 0) return null;
  return (
    <Section titre={t('concerne', { count: colis.length })}>
      <ul className="flex flex-wrap gap-1.5 text-sm">
        {colis.map(({ colis_id, code_suivi }) => (
          <li key={colis_id}>
            <Link
              to={`/colis/${colis_id}`}
              className="inline-block rounded border px-2 py-1 hover:bg-creux"
            >
              <Code code={code_suivi ?? ''} />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** From the event that owed it to the phone that showed it. */
function Vie({ un }: { un: NotificationDetail }) {
  const { t } = useTranslation('notifications');
  return (
    <div className="flex flex-col gap-5">
      <Identite un={un} />
      <Section titre={t('texte')}>
        <p className="rounded-lg rounded-tl-none border bg-succes-doux/40 px-3 py-2 text-sm whitespace-pre-line">
          {un.texte || t(un.statut === 'annule' ? 'jamaisEnvoye' : 'pasEncoreRedige')}
        </p>
      </Section>
      <Concernes un={un} />
      <Section titre={t('essais', { count: un.essais.length })}>
        {un.essais.length === 0 ? (
          <p className="text-sm text-discret">{t('jamaisTente')}</p>
        ) : (
          <ol className="divide-y">
            {un.essais.map((essai) => (
              <Tentative key={`${essai.numero}-${essai.commencee_le}`} essai={essai} />
            ))}
          </ol>
        )}
      </Section>
    </div>
  );
}

function Actes({ un, onFerme }: { un: NotificationDetail; onFerme: () => void }) {
  const { t } = useTranslation(['notifications', 'commun']);
  const annulation = useAnnulation(un.id);
  const [question, setQuestion] = useState<'relance' | 'annulation' | null>(null);
  return (
    <>
      {isAnnulable(un) ? (
        <Button onClick={() => setQuestion('annulation')}>
          <Ban aria-hidden />
          {t('annulation.action')}
        </Button>
      ) : null}
      {isRelancable(un) ? (
        <Button variante="principal" onClick={() => setQuestion('relance')}>
          <RotateCw aria-hidden />
          {t('relance.un')}
        </Button>
      ) : null}
      <Decider
        geste="relance"
        selection={question === 'relance' ? { ids: [un.id] } : null}
        onFerme={() => setQuestion(null)}
        onFait={() => setQuestion(null)}
      />
      <Confirmer
        ouvert={question === 'annulation'}
        onOuvert={(ouvert) => setQuestion(ouvert ? 'annulation' : null)}
        titre={t('annulation.titre')}
        action={t('annulation.confirmer')}
        danger
        occupe={annulation.isPending}
        onConfirmer={() =>
          annulation.mutate(undefined, {
            onSuccess: () => {
              toast('succes', t('annulation.faite'));
              setQuestion(null);
              onFerme();
            },
          })
        }
      >
        <p className="text-sm">{t('annulation.aide')}</p>
        <ErreurAction erreur={annulation.error} />
      </Confirmer>
    </>
  );
}

export function FicheMessage({ id, onFerme }: { id: string; onFerme: () => void }) {
  const { t } = useTranslation('notifications');
  const peut = useCan('notification.relancer');
  const { data, error, refetch } = useNotification(id);
  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={t('message')}
      pied={data && peut && isActionable(data) ? <Actes un={data} onFerme={onFerme} /> : undefined}
    >
      {data ? <Vie un={data} /> : null}
      <Attente
        pret={data !== undefined}
        erreur={error}
        onReessayer={() => void refetch()}
        lignes={8}
      />
    </Sheet>
  );
}
