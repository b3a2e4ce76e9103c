import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { formatDate } from '@/lib/format';
import { useCan, useFuseau, useUtilisateur } from '@/lib/session';
import { type OpAttente, useAttenteDe } from '@/offline/etat';
import { useApresSync } from '@/offline/suite';
import { Badge, BadgeVol } from '@/ui/badge';
import { ErrorState } from '@/ui/error-state';
import { Nombre, Poids } from '@/ui/format';
import { Page } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { ABord } from './a-bord';
import { ActesVol } from './actes';
import { Chargement } from './chargement';
import { ClotureVol } from './cloture';
import { DetailsVol } from './details';
import { EtapesVol } from './etapes';
import { FraisVol } from './frais';
import { ManifesteVol } from './manifeste';
import { useVol, type VolDetail } from './queries';
import { JaugesVol } from './remplissage';

const CHARGEMENTS = ['vol.charger', 'vol.decharger'];

/** Acts of this device about this flight that the server has not settled yet. */
function useAttenteDuVol(id: string): readonly OpAttente[] {
  const attente = useAttenteDe(id);
  return useMemo(() => attente.filter(({ type }) => CHARGEMENTS.includes(type)), [attente]);
}

function Chiffres({ vol }: { vol: VolDetail }) {
  const { t } = useTranslation('vols');
  const { colis, pieces, poids_g, poids_taxable_g, bloques } = vol.remplissage;
  const cases = [
    { cle: 'colis', titre: t('colis'), valeur: <Nombre n={colis} /> },
    { cle: 'pieces', titre: t('pieces'), valeur: <Nombre n={pieces} /> },
    { cle: 'poids', titre: t('poids'), valeur: <Poids g={poids_g} /> },
    { cle: 'taxable', titre: t('taxable'), valeur: <Poids g={poids_taxable_g} /> },
  ];
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      {cases.map(({ cle, titre, valeur }) => (
        <div key={cle} className="flex flex-col">
          <span className="text-xs text-discret">{titre}</span>
          <span className="text-lg leading-tight font-semibold">{valeur}</span>
        </div>
      ))}
      {bloques > 0 ? <Badge ton="danger">{t('bloques', { count: bloques })}</Badge> : null}
    </div>
  );
}

function Cote({ vol, nonEnvoyes }: { vol: VolDetail; nonEnvoyes: number }) {
  const { actions } = useUtilisateur();
  const peut = (action: string): boolean => actions.includes(action);
  const ouvert = vol.statut === 'ouvert';
  const origine = peut('vol.charger') || peut('vol.cloturer');
  return (
    <aside className="flex min-w-0 flex-col gap-4">
      {ouvert && origine ? (
        <ClotureVol vol={vol} peutCloturer={peut('vol.cloturer')} nonEnvoyes={nonEnvoyes} />
      ) : null}
      {vol.version_manifeste > 0 && !ouvert ? <ManifesteVol vol={vol} /> : null}
      <DetailsVol vol={vol} permis={peut('vol.modifier')} />
      {peut('vol.saisir_frais') ? <FraisVol vol={vol} /> : null}
      <EtapesVol etapes={vol.evenements} />
    </aside>
  );
}

function Fiche({ vol }: { vol: VolDetail }) {
  const attente = useAttenteDuVol(vol.id);
  const peutCharger = useCan('vol.charger') && vol.statut === 'ouvert';
  const peutDecharger = useCan('vol.decharger') && vol.statut === 'ouvert';
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-4">
        {peutCharger ? (
          <Chargement volId={vol.id} remplissage={vol.remplissage} nonEnvoyes={attente.length} />
        ) : null}
        <div className="flex flex-col gap-3">
          <Chiffres vol={vol} />
          {peutCharger ? null : <JaugesVol remplissage={vol.remplissage} />}
        </div>
        <ABord vol={vol} peutDecharger={peutDecharger} attente={attente} />
      </div>
      <Cote vol={vol} nonEnvoyes={attente.length} />
    </div>
  );
}

/** One flight: loading, contents, closing, papers and stages on one sheet. */
export function VolPage() {
  const { t } = useTranslation(['vols', 'commun']);
  const { id = '' } = useParams();
  const fuseau = useFuseau();
  const client = useQueryClient();
  const { data, error, isPending, refetch } = useVol(id);
  useApresSync(() => {
    void client.invalidateQueries({ queryKey: ['vols'] });
    void client.invalidateQueries({ queryKey: ['colis', 'vol'] });
  });

  if (isPending) return <Lignes />;
  if (!data) return <ErrorState erreur={error} onReessayer={() => void refetch()} />;
  const { valeur: vol, garde_le } = data;
  const route = `${t(`commun:pays.${vol.pays_destination as 'ML'}`)} · ${t(`modes.${vol.mode as 'cargo'}`)}`;
  return (
    <Page
      retour="/vols"
      titre={vol.numero ? <span className="chiffres">{vol.numero}</span> : t('sansNumero')}
      etat={<BadgeVol etat={vol.statut} />}
      sousTitre={
        <>
          {route}
          {vol.lta ? <span className="chiffres"> · {vol.lta}</span> : null}
          {garde_le ? (
            <span className="text-alerte">
              {' · '}
              {t('garde', { le: formatDate(garde_le, fuseau) })}
            </span>
          ) : null}
        </>
      }
      actions={<ActesVol vol={vol} />}
    >
      <Fiche vol={vol} />
    </Page>
  );
}
