import { useQueryClient } from '@tanstack/react-query';
import { HandCoins, Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useCan } from '@/lib/session';
import { type SessionCaisse, useSessionCourante } from '@/offline/session-caisse';
import { useApresSync } from '@/offline/suite';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/error-state';
import { Argent, Fiche, Moment } from '@/ui/format';
import { Carte, Page } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { Tabs } from '@/ui/tabs';
import { ComptageCaisse } from './comptage';
import { ListeEncaissements } from './liste-encaissements';
import { OuvertureCaisse } from './ouverture';
import { BadgeSession, ListeSessions } from './sessions';

function SessionEnCours({ session }: { session: SessionCaisse }) {
  const { t } = useTranslation('caisse');
  const navigate = useNavigate();
  const peutRemettre = useCan('remise.effectuer');
  const [compter, setCompter] = useState(false);
  if (compter) {
    return (
      <ComptageCaisse
        session={session}
        onComptee={({ id }) => navigate(`/caisse/sessions/${id}`)}
        onAnnuler={() => setCompter(false)}
      />
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Carte
        titre={t('courante.titre', { caisse: session.caisse })}
        actions={<BadgeSession statut={session.statut} />}
      >
        <Fiche
          className="max-w-sm"
          lignes={[
            [t('sessions.ouverte'), <Moment key="o" le={session.ouverte_le} />],
            [t('sessions.fonds'), <Argent key="f" valeur={session.fonds} />],
          ]}
        />
        <div className="mt-4 flex flex-wrap gap-2">
          {peutRemettre ? (
            <Button asChild variante="principal">
              <Link to="/remises">
                <HandCoins aria-hidden />
                {t('courante.encaisser')}
              </Link>
            </Button>
          ) : null}
          <Button onClick={() => setCompter(true)}>
            <Lock aria-hidden />
            {t('compter.bouton')}
          </Button>
        </div>
      </Carte>
      <h2 className="text-sm font-semibold text-discret">{t('sessions.encaissements')}</h2>
      <ListeEncaissements filtres={{ session: session.id }} />
    </div>
  );
}

function MaCaisse() {
  const client = useQueryClient();
  const { data, isPending, error, refetch } = useSessionCourante();
  const peutOuvrir = useCan('caisse.ouvrir');
  useApresSync(() => {
    void client.invalidateQueries({ queryKey: ['caisse'] });
    void client.invalidateQueries({ queryKey: ['encaissements'] });
  });
  if (isPending) return <Lignes nombre={5} />;
  if (error && data === undefined) {
    return <ErrorState erreur={error} onReessayer={() => void refetch()} />;
  }
  if (data) return <SessionEnCours session={data} />;
  return peutOuvrir ? <OuvertureCaisse onOuverte={() => void refetch()} /> : <ListeSessions />;
}

/** My till, the counts that wait for a signature, the sessions past. */
export function CaissePage() {
  const { t } = useTranslation('caisse');
  const peutOuvrir = useCan('caisse.ouvrir');
  const peutValider = useCan('caisse.valider');
  const onglets = [
    ...(peutOuvrir ? [{ id: 'mienne', titre: t('onglets.mienne'), contenu: <MaCaisse /> }] : []),
    ...(peutValider
      ? [
          {
            id: 'valider',
            titre: t('onglets.valider'),
            contenu: <ListeSessions statut="comptee" />,
          },
        ]
      : []),
    { id: 'sessions', titre: t('onglets.sessions'), contenu: <ListeSessions /> },
  ];
  return (
    <Page titre={t('titre')}>
      <Tabs libelle={t('titre')} onglets={onglets} />
    </Page>
  );
}
