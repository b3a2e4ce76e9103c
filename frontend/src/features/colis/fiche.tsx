import { useQueryClient } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useAttenteDe } from '@/offline/etat';
import { useApresSync } from '@/offline/suite';
import { Badge, BadgeColis } from '@/ui/badge';
import { ErrorState } from '@/ui/error-state';
import { Code } from '@/ui/format';
import { Page } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { ActesColis } from './actes';
import { FicheIdentite } from './fiche-identite';
import { FicheMesures } from './fiche-mesures';
import { FichePhotos } from './fiche-photos';
import { FichePrix } from './fiche-prix';
import { FicheVie } from './fiche-vie';
import { type ColisDetail, useColis } from './queries';
import { useRaison } from './raison';

function Marques({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation('colis');
  const enAttente = useAttenteDe(colis.id).length > 0;
  return (
    <>
      <BadgeColis etat={colis.statut} bloque={colis.blocage !== null} attente={enAttente} />
      {colis.surplus ? <Badge ton="alerte">{t('fiche.surplus')}</Badge> : null}
      {colis.endommage ? <Badge ton="danger">{t('fiche.endommage')}</Badge> : null}
      {colis.origine_inconnue ? <Badge ton="alerte">{t('fiche.origineInconnue')}</Badge> : null}
    </>
  );
}

function Blocage({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation(['colis', 'commun']);
  const raison = useRaison();
  if (!colis.blocage) return null;
  const { nature, pays } = colis.blocage;
  return (
    <section className="flex items-start gap-3 rounded-lg border border-danger/30 bg-danger-doux px-4 py-3 text-danger">
      <Lock aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <div>
        <p className="font-semibold">
          {t('fiche.bloqueDepuis', { nature: t(`natures.${nature as 'dg'}`) })}
        </p>
        <p className="text-sm">{raison(colis.blocage)}</p>
        <p className="mt-0.5 text-xs">
          {t('fiche.bloquePar', { pays: t(`commun:pays.${pays as 'CN'}`) })}
        </p>
      </div>
    </section>
  );
}

/** One carton: who, what, where it is in its life, what it weighs and what is due. */
export function FicheColis() {
  const { id = '' } = useParams();
  const { t } = useTranslation(['colis', 'commun']);
  const client = useQueryClient();
  const { data: colis, error, isPending, refetch } = useColis(id);
  useApresSync(() => void client.invalidateQueries({ queryKey: ['colis', id] }));
  if (isPending) return <Lignes />;
  if (!colis) return <ErrorState erreur={error} onReessayer={() => void refetch()} />;
  return (
    <Page
      retour="/colis"
      titre={<Code code={colis.code_suivi} className="text-2xl font-bold sm:text-3xl" />}
      etat={<Marques colis={colis} />}
      sousTitre={`${colis.client.nom} · ${t(`commun:pays.${colis.pays_destination as 'ML'}`)}`}
      actions={<ActesColis colis={colis} />}
    >
      <Blocage colis={colis} />
      <div className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-4">
          <FicheIdentite colis={colis} />
          <FichePhotos id={colis.id} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <FichePrix colis={colis} />
          <FicheMesures colis={colis} />
        </div>
        <div className="min-w-0 md:col-span-2 xl:col-span-1">
          <FicheVie colis={colis} />
        </div>
      </div>
    </Page>
  );
}
