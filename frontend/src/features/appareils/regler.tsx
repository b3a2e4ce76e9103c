import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useUtilisateur } from '@/lib/session';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { Sheet } from '@/ui/dialog';
import { Argent, Fiche, Moment } from '@/ui/format';
import { toast } from '@/ui/toast';
import type { MotifQuarantaine } from './quarantaine';
import { type Decision, type Quarantaine, useRegler } from './queries';

function Decider({ quarantaine, onFermer }: { quarantaine: Quarantaine; onFermer: () => void }) {
  const { t } = useTranslation('appareils');
  const [decision, setDecision] = useState<Decision | null>(null);
  const acte = useRegler(quarantaine);
  const choisie = decision ?? 'appliquer';

  function settle(motif: string): void {
    if (decision === null) return;
    acte.mutate(
      { decision, motif },
      {
        onSuccess: () => {
          toast('succes', t(`quarantaine.faits.${decision}`));
          onFermer();
        },
      },
    );
  }

  return (
    <div className="mt-4 flex flex-wrap gap-2">
      {quarantaine.etat === 'rejetee' ? (
        <Button variante="principal" onClick={() => setDecision('classer')}>
          {t('quarantaine.classer')}
        </Button>
      ) : (
        <>
          <Button variante="principal" onClick={() => setDecision('appliquer')}>
            {t('quarantaine.appliquer')}
          </Button>
          <Button variante="danger" onClick={() => setDecision('ecarter')}>
            {t('quarantaine.ecarter')}
          </Button>
        </>
      )}
      <DemandeMotif
        ouvert={decision !== null}
        onOuvert={(ouvert) => {
          if (!ouvert) setDecision(null);
        }}
        titre={t(`quarantaine.${choisie}`)}
        description={t(`quarantaine.aides.${choisie}`, { nom: quarantaine.auteur.nom })}
        libelle={t('actes.motif')}
        action={t(`quarantaine.${choisie}`)}
        danger={decision === 'ecarter'}
        occupe={acte.isPending}
        erreur={acte.error}
        onValider={settle}
      />
    </div>
  );
}

function Lignes({ une }: { une: Quarantaine }) {
  const { t } = useTranslation('appareils');
  const lignes: Parameters<typeof Fiche>[0]['lignes'] = [
    [t('fiche.personne'), une.auteur.nom],
    [
      t('quarantaine.appareil'),
      <span key="a" className="chiffres">
        {une.appareil_id.slice(-8)} · {une.seq}
      </span>,
    ],
    [t('quarantaine.capturee'), <Moment key="c" le={une.capturee_le} />],
    [t('quarantaine.recue'), <Moment key="r" le={une.recue_le} />],
    [t('quarantaine.especes'), <Argent key="e" valeur={une.especes} />],
    une.importe_par ? [t('quarantaine.importe'), une.importe_par.nom] : null,
    une.reglee_par
      ? [t('quarantaine.reglee'), `${une.reglee_par.nom} · ${une.reglement_motif}`]
      : null,
  ];
  return <Fiche lignes={lignes} />;
}

/** One act held: why, what it says, and the decision a second person takes with a reason. */
export function Regler({
  quarantaine,
  onFermer,
}: {
  quarantaine: Quarantaine | null;
  onFermer: () => void;
}) {
  const { t } = useTranslation(['appareils', 'horsLigne']);
  const { id: moi } = useUtilisateur();
  const peut = useCan('quarantaine.regler');
  if (!quarantaine) return null;
  const { type, motif, payload, etat, auteur, importe_par, probleme } = quarantaine;
  const second = auteur.id !== moi && importe_par?.id !== moi;
  const ouverte = etat !== 'reglee';
  return (
    <Sheet
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFermer();
      }}
      titre={t(`horsLigne:types.${type as 'colis.peser'}`, { defaultValue: type })}
      description={
        motif
          ? t(`appareils:motifsAide.${motif as MotifQuarantaine}`, { defaultValue: motif })
          : probleme?.detail
      }
    >
      <Lignes une={quarantaine} />
      <details className="mt-3 text-sm">
        <summary className="cursor-pointer text-discret">
          {t('appareils:quarantaine.contenu')}
        </summary>
        <pre className="chiffres mt-2 max-h-72 overflow-auto rounded-md bg-creux p-3 text-xs whitespace-pre-wrap">
          {JSON.stringify(payload, null, 2)}
        </pre>
      </details>
      {ouverte && peut && second ? <Decider quarantaine={quarantaine} onFermer={onFermer} /> : null}
      {ouverte && !second ? (
        <p className="mt-4 text-sm text-alerte">{t('appareils:quarantaine.autrePersonne')}</p>
      ) : null}
    </Sheet>
  );
}
