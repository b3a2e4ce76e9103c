import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { Depuis, Nombre } from '@/ui/format';
import { StatCard, StatGrille } from '@/ui/stat-card';
import { ETAPES } from './etats';
import type { Sante } from './queries';

/** The four figures an operator looks at first. */
export function Resume({ sante }: { sante: Sante }) {
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

/** The last day, step by step. */
export function ParEtape({ comptes }: { comptes: Sante['par_statut_24h'] }) {
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
                <td
                  key={cle}
                  className={cn(
                    'pl-2 text-right whitespace-nowrap',
                    nombre === 0 && 'text-discret',
                  )}
                >
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
