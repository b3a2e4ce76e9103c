import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { download } from '@/lib/download';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Nombre } from '@/ui/format';
import { Champ, Input } from '@/ui/input';
import { Filtres } from '@/ui/page';
import { Select } from '@/ui/select';
import { Table } from '@/ui/table';
import { toastError } from '@/ui/toast';
import { NomEtRole } from './acte';
import { GENRES, useSynthese } from './queries';

/** One report of everything given up, by person and kind. */
export function Rapport() {
  const { t } = useTranslation('visas');
  const [{ genre, debut, fin }, changer] = useFiltres(['genre', 'debut', 'fin']);
  const pays = usePaysVu() ?? undefined;
  const periode = { debut, fin, genre, pays };
  const { data, isPending, error, refetch } = useSynthese(periode);
  return (
    <div className="flex flex-col gap-3">
      <Filtres>
        <Champ libelle={t('rapport.du')}>
          {(lien) => (
            <Input
              {...lien}
              type="date"
              value={debut ?? data?.debut ?? ''}
              onChange={(event) => changer({ debut: event.target.value })}
            />
          )}
        </Champ>
        <Champ libelle={t('rapport.au')}>
          {(lien) => (
            <Input
              {...lien}
              type="date"
              value={fin ?? data?.fin ?? ''}
              onChange={(event) => changer({ fin: event.target.value })}
            />
          )}
        </Champ>
        <Champ libelle={t('genre')}>
          {(lien) => (
            <Select
              {...lien}
              vide={t('tousGenres')}
              choix={GENRES.map((valeur) => ({ valeur, libelle: t(`genres.${valeur}`) }))}
              value={genre ?? ''}
              onChange={(event) => changer({ genre: event.target.value })}
            />
          )}
        </Champ>
        <Button
          className="self-end"
          onClick={() => void download('/concessions/export.csv', periode).catch(toastError)}
        >
          <Download aria-hidden />
          {t('rapport.exporter')}
        </Button>
      </Filtres>
      <Table
        legende={t('onglets.concessions')}
        items={data?.lignes ?? []}
        idDe={(une) => `${une.pays}-${une.acteur.id}-${une.genre}-${une.montant?.devise ?? ''}`}
        chargement={isPending}
        erreur={error}
        onReessayer={() => void refetch()}
        vide={<EmptyState titre={t('videConcessions')} />}
        colonnes={[
          {
            id: 'personne',
            titre: t('rapport.personne'),
            rendu: ({ acteur, genre: nature }) => (
              <span className="flex flex-col gap-1">
                <NomEtRole {...acteur} />
                <span className="text-xs sm:hidden">{t(`genres.${nature}`)}</span>
              </span>
            ),
          },
          {
            id: 'genre',
            titre: t('genre'),
            bureau: true,
            rendu: (une) => t(`genres.${une.genre}`),
          },
          {
            id: 'nombre',
            titre: t('rapport.nombre'),
            droite: true,
            rendu: ({ nombre }) => <Nombre n={nombre} />,
          },
          {
            id: 'total',
            titre: t('rapport.total'),
            droite: true,
            rendu: ({ montant }) => (montant ? <Argent valeur={montant} /> : '—'),
          },
          {
            id: 'attente',
            titre: t('rapport.attente'),
            droite: true,
            bureau: true,
            rendu: ({ en_attente, montant_en_attente }) => (
              <span className="flex flex-col items-end">
                <Nombre n={en_attente} />
                {en_attente > 0 && montant_en_attente ? (
                  <span className="text-xs text-discret">
                    <Argent valeur={montant_en_attente} />
                  </span>
                ) : null}
              </span>
            ),
          },
          {
            id: 'refuses',
            titre: t('rapport.refuses'),
            droite: true,
            bureau: true,
            rendu: ({ refuses }) => <Nombre n={refuses} />,
          },
        ]}
      />
    </div>
  );
}
