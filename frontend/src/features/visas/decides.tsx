import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePaysVu } from '@/lib/pays-vu';
import { Badge } from '@/ui/badge';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Moment } from '@/ui/format';
import { Segments } from '@/ui/select';
import { Table } from '@/ui/table';
import { Acte, NomEtRole, SuiteARefus } from './acte';
import { useVisas } from './queries';

/** The refused first: they stand until somebody undoes them. */
const STATUTS = ['refuse', 'accorde'] as const;

/** What was decided, by whom, and why it was refused. */
export function Decides() {
  const { t } = useTranslation('visas');
  const [statut, setStatut] = useState<(typeof STATUTS)[number]>('refuse');
  const pays = usePaysVu() ?? undefined;
  const liste = useVisas({ statut, pays, tri: '-cree_le' });
  return (
    <div className="flex flex-col gap-3">
      <Segments
        libelle={t('decision')}
        className="self-start"
        choix={STATUTS.map((valeur) => ({ valeur, libelle: t(`statuts.${valeur}`) }))}
        valeur={statut}
        onChange={setStatut}
      />
      <Table
        legende={t('onglets.decides')}
        items={liste.items}
        idDe={({ id }) => id}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
        vide={<EmptyState titre={t('videDecides')} />}
        colonnes={[
          {
            id: 'acte',
            titre: t('acte'),
            rendu: ({ concession }) => (
              <span className="flex flex-col gap-1">
                <Acte concession={concession} />
                <span className="flex flex-wrap gap-x-2 text-xs sm:hidden">
                  <span>{concession.auteur.nom}</span>
                  {concession.montant ? <Argent valeur={concession.montant} /> : null}
                </span>
              </span>
            ),
          },
          {
            id: 'auteur',
            titre: t('auteur'),
            bureau: true,
            rendu: ({ concession }) => <NomEtRole {...concession.auteur} />,
          },
          {
            id: 'montant',
            titre: t('montant'),
            droite: true,
            bureau: true,
            rendu: ({ concession }) =>
              concession.montant ? <Argent valeur={concession.montant} /> : '—',
          },
          {
            id: 'decision',
            titre: t('decision'),
            rendu: (visa) => (
              <span className="flex flex-col items-start gap-1">
                <Badge ton={visa.statut === 'accorde' ? 'succes' : 'danger'}>
                  {t(`statuts.${visa.statut}`)}
                </Badge>
                <span className="text-xs text-discret">
                  {visa.decide_par} {visa.decide_le ? <Moment le={visa.decide_le} /> : null}
                </span>
                {visa.decision_motif ? (
                  <span className="text-xs">« {visa.decision_motif} »</span>
                ) : null}
                <SuiteARefus visa={visa} />
              </span>
            ),
          },
        ]}
      />
    </div>
  );
}
