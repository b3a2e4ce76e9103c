import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { usePaysVu } from '@/lib/pays-vu';
import { useCan } from '@/lib/session';
import { Badge, type Ton } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirmer } from '@/ui/dialog';
import { ErrorState } from '@/ui/error-state';
import { Depuis, Nombre } from '@/ui/format';
import { Carte } from '@/ui/page';
import { Jauge } from '@/ui/progress';
import { Lignes } from '@/ui/skeleton';
import { StatCard, StatGrille } from '@/ui/stat-card';
import { ETAPES } from './etats';
import { type LigneSante, type Sante, useReglageLigne, useSante } from './queries';

const TONS: Readonly<Record<string, Ton>> = {
  connectee: 'succes',
  en_pause: 'alerte',
  en_panne: 'danger',
};

function Ligne({ ligne }: { ligne: LigneSante }) {
  const { t } = useTranslation(['notifications', 'commun']);
  const peutRegler = useCan('reglage.modifier');
  const reglage = useReglageLigne();
  const [question, setQuestion] = useState(false);
  const etat = ligne.actif ? ligne.etat : 'arretee';

  function setActif(actif: boolean): void {
    reglage.mutate({ id: ligne.id, actif }, { onSuccess: () => setQuestion(false) });
  }

  return (
    <li
      className={cn('flex flex-col gap-2 py-3 first:pt-0 last:pb-0', !ligne.actif && 'opacity-70')}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{ligne.nom}</span>
        <Badge ton={ligne.actif ? (TONS[ligne.etat] ?? 'neutre') : 'neutre'}>
          {t(`etatsLigne.${etat as 'en_panne'}`, { defaultValue: etat })}
        </Badge>
        <span className="text-xs text-discret">
          {t(`usages.${ligne.usage as 'etapes'}`, { defaultValue: ligne.usage })} ·{' '}
          {t(`commun:pays.${ligne.pays as 'ML'}`)} · <Depuis le={ligne.etat_le} />
        </span>
        {peutRegler ? (
          <Button
            taille="s"
            className="ml-auto"
            occupe={reglage.isPending}
            onClick={() => (ligne.actif ? setQuestion(true) : setActif(true))}
          >
            {ligne.actif ? t('arreter') : t('remettre')}
          </Button>
        ) : null}
      </div>
      <Jauge
        libelle={t('capacite', { nom: ligne.nom })}
        valeur={ligne.envoyes_24h}
        maximum={ligne.capacite_jour}
        texte={t('envoyes24h', { envoyes: ligne.envoyes_24h, capacite: ligne.capacite_jour })}
      />
      <Confirmer
        ouvert={question}
        onOuvert={setQuestion}
        titre={t('arreterTitre', { nom: ligne.nom })}
        action={t('arreter')}
        danger
        occupe={reglage.isPending}
        onConfirmer={() => setActif(false)}
      >
        <p className="text-sm">{t('arreterAide')}</p>
      </Confirmer>
    </li>
  );
}

function Resume({ sante }: { sante: Sante }) {
  const { t } = useTranslation('notifications');
  const taux = sante.taux_livraison_24h;
  return (
    <StatGrille>
      <StatCard
        titre={t('taux')}
        valeur={taux === null ? '—' : `${Math.round(taux * 100)} %`}
        detail={t('sur24h')}
      />
      <StatCard
        titre={t('plusAncien')}
        valeur={
          sante.plus_ancienne_en_attente_le ? (
            <Depuis le={sante.plus_ancienne_en_attente_le} className="text-base" />
          ) : (
            '—'
          )
        }
        to="/messages?statut=en_attente&tri=cree_le"
      />
      <StatCard
        titre={t('incertains')}
        valeur={<Nombre n={sante.incertains} />}
        ton={sante.incertains > 0 ? 'alerte' : 'neutre'}
        to="/messages?onglet=souffrance&parque=incertain"
      />
      <StatCard titre={t('aRegrouper')} valeur={<Nombre n={sante.a_regrouper} />} />
    </StatGrille>
  );
}

const COLONNES = [
  { cle: 'partis', statuts: ['envoye', 'livre', 'lu'] },
  { cle: 'attente', statuts: ['en_attente', 'en_cours', 'echec'] },
  { cle: 'souffrance', statuts: ['suspendu', 'incertain', 'echec_permanent'] },
  { cle: 'annules', statuts: ['annule'] },
] as const;

function ParEtape({ comptes }: { comptes: Sante['par_statut_24h'] }) {
  const { t } = useTranslation('notifications');
  const etapes = ETAPES.filter((etape) => comptes.some((compte) => compte.etape === etape));
  if (etapes.length === 0) return <p className="text-sm text-discret">{t('rien24h')}</p>;
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t('parEtape')}</caption>
      <thead>
        <tr className="text-xs text-discret">
          <th scope="col" className="py-1 text-left font-medium">
            {t('etape')}
          </th>
          {COLONNES.map(({ cle }) => (
            <th key={cle} scope="col" className="py-1 pl-2 text-right font-medium">
              {t(`colonnes.${cle}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y">
        {etapes.map((etape) => (
          <tr key={etape}>
            <th scope="row" className="py-1 text-left font-normal">
              {t(`etapes.${etape}`)}
            </th>
            {COLONNES.map(({ cle, statuts }) => {
              const nombre = comptes
                .filter((un) => un.etape === etape && statuts.some((s) => s === un.statut))
                .reduce((somme, un) => somme + un.nombre, 0);
              return (
                <td key={cle} className={cn('pl-2 text-right', nombre === 0 && 'text-discret')}>
                  <Nombre n={nombre} />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What an operator must see within a minute: lines, rates, what waits and since when. */
export function SanteLignes() {
  const { t } = useTranslation('notifications');
  const { data, error, refetch } = useSante();
  const pays = usePaysVu();
  if (!data) {
    return error ? (
      <ErrorState erreur={error} onReessayer={() => void refetch()} />
    ) : (
      <Lignes nombre={6} />
    );
  }
  const ici = ({ pays: code }: { pays: string }): boolean => pays === null || code === pays;
  return (
    <div className="flex flex-col gap-4">
      <Resume sante={data} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Carte titre={t('lignes')}>
          <ul className="flex flex-col divide-y">
            {data.lignes.filter(ici).map((ligne) => (
              <Ligne key={ligne.id} ligne={ligne} />
            ))}
          </ul>
        </Carte>
        <Carte titre={t('parEtape')}>
          <ParEtape comptes={data.par_statut_24h.filter(ici)} />
        </Carte>
      </div>
    </div>
  );
}
