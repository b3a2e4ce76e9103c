import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { Badge } from '@/ui/badge';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Depuis } from '@/ui/format';
import { Filtres } from '@/ui/page';
import { Segments, Select } from '@/ui/select';
import { type Colonne, Table } from '@/ui/table';
import { type Quarantaine, useQuarantaine } from './queries';
import { Regler } from './regler';

export const MOTIFS = [
  'sans_signature',
  'signature_invalide',
  'chaine_rompue',
  'numero_repris',
  'appareil_non_enrole',
  'appareil_revoque',
  'appareil_perdu',
  'acteur_deplace',
  'acteur_inactif',
  'parent_absent',
  'vol_rouvert',
  'photo_absente',
  'erreur_serveur',
  'montant_corrige',
] as const;

export type MotifQuarantaine = (typeof MOTIFS)[number];

const ETATS = ['en_attente', 'rejetee', 'reglee'] as const;

function useColonnes(): Colonne<Quarantaine>[] {
  const { t } = useTranslation(['appareils', 'horsLigne']);
  return [
    {
      id: 'operation',
      titre: t('appareils:quarantaine.saisie'),
      rendu: (une) => (
        <span className="flex flex-col gap-0.5">
          <span className="font-medium">
            {t(`horsLigne:types.${une.type as 'colis.peser'}`, { defaultValue: une.type })}
          </span>
          <span className="text-xs text-discret">
            {une.auteur.nom}
            {une.capturee_le ? (
              <>
                {' · '}
                <Depuis le={une.capturee_le} />
              </>
            ) : null}
          </span>
        </span>
      ),
    },
    {
      id: 'motif',
      titre: t('appareils:quarantaine.motif'),
      rendu: (une) =>
        une.motif ? (
          <Badge ton="alerte">
            {t(`appareils:motifs.${une.motif as MotifQuarantaine}`, { defaultValue: une.motif })}
          </Badge>
        ) : (
          <span className="text-sm">{une.probleme?.detail}</span>
        ),
    },
    {
      id: 'especes',
      titre: t('appareils:quarantaine.especes'),
      droite: true,
      rendu: (une) =>
        une.especes ? (
          <Argent valeur={une.especes} className="font-semibold" />
        ) : (
          <span className="text-discret">—</span>
        ),
    },
    {
      id: 'recue',
      titre: t('appareils:quarantaine.recue'),
      rendu: (une) => <Depuis le={une.recue_le} />,
      bureau: true,
    },
  ];
}

/**
 * Acts received and not believed: someone else than their author gives them effect, or not. Acts
 * refused: someone else files those nobody will correct, so that a till can close.
 */
export function ListeQuarantaine() {
  const { t } = useTranslation('appareils');
  const [filtres, changer] = useFiltres(['motif', 'etat']);
  const etat = ETATS.find((un) => un === filtres.etat) ?? 'en_attente';
  const liste = useQuarantaine({ pays: usePaysVu(), motif: filtres.motif, etat }, true);
  const [ouverte, setOuverte] = useState<string | null>(null);
  const colonnes = useColonnes();
  return (
    <div className="flex flex-col gap-3">
      <Filtres>
        <Segments
          libelle={t('quarantaine.etat')}
          valeur={etat}
          choix={ETATS.map((valeur) => ({ valeur, libelle: t(`quarantaine.etats.${valeur}`) }))}
          onChange={(valeur) => changer({ etat: valeur })}
        />
        {etat === 'rejetee' ? null : (
          <Select
            aria-label={t('quarantaine.motif')}
            vide={t('quarantaine.tousMotifs')}
            choix={MOTIFS.map((valeur) => ({ valeur, libelle: t(`motifs.${valeur}`) }))}
            value={filtres.motif ?? ''}
            onChange={(event) => changer({ motif: event.target.value })}
          />
        )}
      </Filtres>
      <Table
        legende={t('quarantaine.titre')}
        colonnes={colonnes}
        items={liste.items}
        idDe={(une) => une.id}
        onOuvrir={(une) => setOuverte(une.id)}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        vide={<EmptyState titre={t(`quarantaine.vides.${etat}`)} />}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
      />
      <Regler
        quarantaine={liste.items.find(({ id }) => id === ouverte) ?? null}
        onFermer={() => setOuverte(null)}
      />
    </div>
  );
}
