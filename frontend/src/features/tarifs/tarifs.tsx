import { useTranslation } from 'react-i18next';
import { useFiltres } from '@/lib/filtres';
import { FUSEAUX } from '@/lib/format';
import { CATEGORIES, type Categorie, MODES, type Mode } from '@/lib/nomenclature';
import { useNow } from '@/lib/now';
import { usePaysVu } from '@/lib/pays-vu';
import { useCan, useUtilisateur } from '@/lib/session';
import { Attente } from '@/ui/attente';
import { Badge } from '@/ui/badge';
import { Moment } from '@/ui/format';
import { Page } from '@/ui/page';
import { Segments } from '@/ui/select';
import { FicheTarif } from './fiche';
import { cellOf, type Tarif } from './grille';
import { Conditions, Paliers, PrixUnite } from './prix';
import { useTarifs } from './queries';
import { TauxDeChange } from './taux';

const DESTINATIONS = ['ML', 'CI'] as const;
type Destination = (typeof DESTINATIONS)[number];

const destinationOf = (code: string | null | undefined): Destination | undefined =>
  DESTINATIONS.find((un) => un === code);

/** One price, whole: the button that opens it. */
function Case({
  tarifs,
  mode,
  categorie,
  fuseau,
  onOuvrir,
}: {
  tarifs: readonly Tarif[];
  mode: Mode;
  categorie: Categorie;
  fuseau: string;
  onOuvrir: () => void;
}) {
  const { t } = useTranslation(['tarifs', 'colis']);
  const { actuel, aVenir } = cellOf(tarifs, mode, categorie, useNow());
  const [suivant] = aVenir;
  const libelle = `${t(`colis:categories.${categorie}`)}, ${t(`colis:modes.${mode}`)}`;
  return (
    <button
      type="button"
      aria-label={libelle}
      onClick={onOuvrir}
      className="flex w-full flex-col gap-0.5 rounded-md px-2.5 py-2 text-left hover:bg-creux"
    >
      {actuel ? (
        <>
          <PrixUnite tarif={actuel} />
          <Paliers tarif={actuel} />
          <Conditions tarif={actuel} />
          {actuel.fin_le ? (
            <span className="text-xs text-alerte">
              {t('jusquau')} <Moment le={actuel.fin_le} fuseau={fuseau} />
            </span>
          ) : null}
        </>
      ) : (
        <span className="text-discret">{t('aucunPrix')}</span>
      )}
      {suivant ? (
        <Badge ton="info" className="mt-1 self-start">
          {t('puis')} <PrixUnite tarif={suivant} /> ·{' '}
          <Moment le={suivant.debut_le} fuseau={fuseau} />
        </Badge>
      ) : null}
    </button>
  );
}

function Grille({
  tarifs,
  fuseau,
  onOuvrir,
}: {
  tarifs: readonly Tarif[];
  fuseau: string;
  onOuvrir: (mode: Mode, categorie: Categorie) => void;
}) {
  const { t } = useTranslation(['tarifs', 'colis']);
  return (
    <div className="rounded-lg border bg-surface shadow-carte">
      <table className="w-full table-fixed text-sm max-sm:block">
        <caption className="sr-only">{t('titre')}</caption>
        <thead className="max-sm:hidden">
          <tr className="border-b bg-creux text-2xs tracking-wide text-discret uppercase">
            <th scope="col" className="w-44 px-4 py-2 text-left font-semibold">
              {t('categorie')}
            </th>
            {MODES.map((mode) => (
              <th key={mode} scope="col" className="px-4 py-2 text-left font-semibold">
                {t(`colis:modes.${mode}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {CATEGORIES.map((categorie) => (
            <tr
              key={categorie}
              className="border-b align-top last:border-b-0 max-sm:grid max-sm:grid-cols-2 max-sm:py-1"
            >
              <th
                scope="row"
                className="px-4 py-3 text-left font-medium max-sm:col-span-2 max-sm:px-2.5 max-sm:pt-2 max-sm:pb-0"
              >
                {t(`colis:categories.${categorie}`)}
              </th>
              {MODES.map((mode) => (
                <td key={mode} className="min-w-0 p-1 max-sm:p-0">
                  <span className="px-2.5 text-2xs text-discret uppercase sm:hidden">
                    {t(`colis:modes.${mode}`)}
                  </span>
                  <Case
                    tarifs={tarifs}
                    mode={mode}
                    categorie={categorie}
                    fuseau={fuseau}
                    onOuvrir={() => onOuvrir(mode, categorie)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useDestination(): [Destination, (code: Destination) => void, boolean] {
  const moi = useUtilisateur();
  const vu = destinationOf(usePaysVu());
  const [{ vers }, changer] = useFiltres(['vers']);
  const propre = destinationOf(moi.pays);
  return [
    propre ?? destinationOf(vers) ?? vu ?? 'ML',
    (code) => changer({ vers: code }),
    propre === undefined,
  ];
}

/** What a parcel costs towards a country, now and soon; nothing is ever erased. */
export function Tarifs() {
  const { t } = useTranslation(['tarifs', 'commun']);
  const [pays, choisirPays, aChoisir] = useDestination();
  const [{ case: ouverte }, changer] = useFiltres(['case']);
  const peutEcrire = useCan('tarif.modifier');
  const { data, error, refetch } = useTarifs(pays);
  const fuseau = FUSEAUX[pays] ?? 'UTC';
  const [mode, categorie] = (ouverte ?? '').split('.');
  return (
    <Page
      titre={t('titre')}
      sousTitre={peutEcrire ? t('aide') : t('lecture')}
      actions={
        aChoisir ? (
          <Segments
            libelle={t('destination')}
            choix={DESTINATIONS.map((valeur) => ({
              valeur,
              libelle: t(`commun:pays.${valeur}`),
            }))}
            valeur={pays}
            onChange={choisirPays}
          />
        ) : null
      }
    >
      {data ? (
        <Grille tarifs={data} fuseau={fuseau} onOuvrir={(m, c) => changer({ case: `${m}.${c}` })} />
      ) : null}
      <Attente
        pret={data !== undefined}
        erreur={error}
        onReessayer={() => void refetch()}
        lignes={8}
      />
      <TauxDeChange />
      {data && mode && categorie ? (
        <FicheTarif
          key={ouverte}
          tarifs={data}
          pays={pays}
          mode={mode as Mode}
          categorie={categorie as Categorie}
          onFerme={() => changer({ case: undefined })}
        />
      ) : null}
    </Page>
  );
}
