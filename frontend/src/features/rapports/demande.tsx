import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FUSEAUX } from '@/lib/format';
import { localDay } from '@/lib/jour';
import { PAYS, usePaysVu } from '@/lib/pays-vu';
import { hasCode } from '@/lib/problem';
import { useCan, useUtilisateur } from '@/lib/session';
import { uuid7 } from '@/lib/uuid7';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input } from '@/ui/input';
import { Carte } from '@/ui/page';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { useAgents, useDemande } from './queries';

/** The country a report is of: one's own, the one in view, or one head office picks here. */
function usePaysDuRapport(): [string, (pays: string) => void, boolean] {
  const moi = useUtilisateur();
  const vu = usePaysVu();
  const [choisi, setChoisi] = useState('ML');
  return [moi.pays ?? vu ?? choisi, setChoisi, moi.pays === null && vu === null];
}

function ChoixAgent({
  pays,
  agent,
  onAgent,
}: {
  pays: string;
  agent: string;
  onAgent: (id: string) => void;
}) {
  const { t } = useTranslation('rapports');
  const agents = useAgents(pays);
  return (
    <Champ libelle={t('agent')} className="sm:w-64">
      {(lien) => (
        <Select
          {...lien}
          vide={t('tousAgents')}
          choix={(agents.data ?? []).map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
          value={agent}
          onChange={(event) => onAgent(event.target.value)}
        />
      )}
    </Champ>
  );
}

/** Ask for a day's report; a worker prepares it and the list below follows. */
export function DemandeRapport() {
  const { t } = useTranslation(['rapports', 'commun']);
  const peutTous = useCan('rapport.lire_pays');
  const [pays, setPays, aChoisir] = usePaysDuRapport();
  const aujourdhui = localDay(Date.now(), FUSEAUX[pays] ?? 'UTC');
  const [jour, setJour] = useState('');
  const [agent, setAgent] = useState('');
  const [id, setId] = useState(uuid7);
  const demande = useDemande();
  const leJour = jour || aujourdhui;

  function submit(event: React.FormEvent): void {
    event.preventDefault();
    demande.mutate(
      { id, type: 'journee_agent', debut: leJour, fin: leJour, pays, agent_id: agent || null },
      {
        onSuccess: () => {
          setId(uuid7());
          toast('succes', t('demande'));
        },
        // The same id with another day would be refused: a correction is a new request.
        onError: () => setId(uuid7()),
      },
    );
  }

  return (
    <Carte titre={t('demander')}>
      <form className="flex flex-wrap items-end gap-3 max-sm:*:w-full" onSubmit={submit}>
        {aChoisir ? (
          <Champ libelle={t('pays')} className="sm:w-44">
            {(lien) => (
              <Select
                {...lien}
                choix={PAYS.map((valeur) => ({ valeur, libelle: t(`commun:pays.${valeur}`) }))}
                value={pays}
                onChange={(event) => {
                  setPays(event.target.value);
                  setAgent('');
                }}
              />
            )}
          </Champ>
        ) : null}
        <Champ libelle={t('jour')} className="sm:w-44">
          {(lien) => (
            <Input
              {...lien}
              type="date"
              max={aujourdhui}
              value={leJour}
              onChange={(event) => setJour(event.target.value)}
            />
          )}
        </Champ>
        {peutTous ? <ChoixAgent pays={pays} agent={agent} onAgent={setAgent} /> : null}
        <Button type="submit" variante="principal" occupe={demande.isPending}>
          {t('preparer')}
        </Button>
      </form>
      {demande.error ? (
        <div className="mt-3 flex flex-col items-start gap-2">
          <ErreurAction erreur={demande.error} />
          {hasCode(demande.error, 'comptage_requis') ? (
            <Button asChild taille="s">
              <Link to="/caisse">{t('compterCaisse')}</Link>
            </Button>
          ) : null}
        </div>
      ) : null}
    </Carte>
  );
}
