import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { formatMontant, symboleOf } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { PAYS, usePaysChoisi } from '@/lib/pays-vu';
import { Nombre } from '@/ui/format';
import {
  ETATS_ORIGINE,
  etatsOf,
  type Fait,
  faitsOf,
  LIENS_FAITS,
  lienColis,
  type Tableau,
} from './chiffres';

interface Rangee {
  cle: string;
  titre: string;
  fort?: boolean;
  /** Undefined: this country has no such figure. */
  valeur: (tableau: Tableau) => ReactNode;
}

interface Groupe {
  titre: string;
  rangees: Rangee[];
}

const FAITS: readonly Fait[] = [...faitsOf('CN'), ...faitsOf('ML')];
const ARGENT = [
  ['facture', 'facture'],
  ['encaisse', 'encaisse'],
  ['reste_a_payer', 'reste'],
  ['rabais', 'rabais'],
  ['jetons_cedes', 'jetons'],
  ['report_veille', 'report'],
  ['solde_caisse', 'solde'],
] as const;
const FORTS: ReadonlySet<string> = new Set(['encaisse', 'reste_a_payer', 'solde_caisse']);

function Chiffre({ n, to, alerte = false }: { n: number; to: string; alerte?: boolean }) {
  return (
    <Link to={to} className="-mx-1 rounded px-1 py-0.5 hover:bg-creux hover:underline">
      <Nombre
        n={n}
        className={cn(n === 0 && 'text-discret', alerte && n > 0 && 'font-semibold text-danger')}
      />
    </Link>
  );
}

function Somme({ montant, devise }: { montant: number; devise: string }) {
  const langue = useLangue((etat) => etat.langue);
  return (
    <span className="chiffres whitespace-nowrap">{formatMontant({ montant, devise }, langue)}</span>
  );
}

function useGroupes(): Groupe[] {
  const { t } = useTranslation(['tableau', 'commun']);
  return [
    {
      titre: t('pipeline'),
      rangees: [
        ...ETATS_ORIGINE.map((etat) => ({
          cle: etat as string,
          titre: t(`commun:etatColis.${etat}`),
          valeur: ({ pays, colis }: Tableau) =>
            etatsOf(pays).includes(etat) ? (
              <Chiffre
                n={colis.par_statut[etat] ?? 0}
                to={lienColis({ statut: etat }, pays, true)}
                alerte={etat === 'manquant'}
              />
            ) : undefined,
        })),
        {
          cle: 'bloques',
          titre: t('bloques'),
          valeur: ({ pays, colis }) => (
            <Chiffre n={colis.bloques} to={lienColis({ blocage: 'true' }, pays, true)} alerte />
          ),
        },
      ],
    },
    {
      titre: t('journee'),
      rangees: FAITS.map((fait) => ({
        cle: fait,
        titre: t(`faits.${fait}`),
        valeur: ({ pays, faits }) =>
          faitsOf(pays).includes(fait) ? (
            <Chiffre n={faits[fait] ?? 0} to={LIENS_FAITS[fait]} alerte={fait === 'manque'} />
          ) : undefined,
      })),
    },
    {
      titre: t('argent'),
      rangees: ARGENT.map(([cle, mot]) => ({
        cle,
        titre: t(mot),
        fort: FORTS.has(cle),
        valeur: ({ argent, devise }) =>
          argent ? <Somme montant={argent[cle]} devise={devise} /> : undefined,
      })),
    },
    {
      titre: t('enAttente'),
      rangees: [
        {
          cle: 'attente',
          titre: t('messagesEnAttente'),
          valeur: ({ notifications }) => (
            <Chiffre n={notifications.en_attente ?? 0} to="/messages?statut=en_attente" />
          ),
        },
        {
          cle: 'souffrance',
          titre: t('messagesEnSouffrance'),
          valeur: ({ notifications }) => (
            <Chiffre n={notifications.en_souffrance ?? 0} to="/messages?onglet=souffrance" alerte />
          ),
        },
        {
          cle: 'ouvertes',
          titre: t('caissesOuvertes'),
          valeur: ({ argent }) =>
            argent ? <Chiffre n={argent.sessions_ouvertes} to="/caisse" /> : undefined,
        },
        {
          cle: 'valider',
          titre: t('caissesAValider'),
          valeur: ({ argent }) =>
            argent ? <Chiffre n={argent.sessions_a_valider} to="/caisse" alerte /> : undefined,
        },
      ],
    },
  ];
}

/** All countries side by side; a country's name opens it alone. */
export function Comparatif({ tableaux }: { tableaux: readonly Tableau[] }) {
  const { t } = useTranslation(['tableau', 'commun']);
  const choisir = usePaysChoisi((etat) => etat.choisir);
  const groupes = useGroupes();
  const colonnes = PAYS.flatMap((code) => tableaux.filter(({ pays }) => pays === code));
  return (
    <div className="max-w-5xl overflow-x-auto rounded-lg border bg-surface shadow-carte">
      <table className="w-full text-xs sm:text-sm">
        <caption className="sr-only">{t('tousPays')}</caption>
        <thead>
          <tr className="border-b bg-creux">
            <td className="w-[29%] sm:w-auto" />
            {colonnes.map(({ pays, devise }) => (
              <th key={pays} scope="col" className="px-1.5 py-2 text-right align-bottom sm:px-4">
                <button
                  type="button"
                  className="text-right font-semibold text-accent-texte hover:underline"
                  onClick={() => choisir(PAYS.find((un) => un === pays) ?? null)}
                >
                  {t(`commun:pays.${pays as 'ML'}`)}
                </button>
                <span className="block text-xs font-normal whitespace-nowrap text-discret">
                  {symboleOf(devise)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {groupes.map(({ titre, rangees }) => (
          <tbody key={titre} className="border-b last:border-b-0">
            <tr>
              <th
                scope="rowgroup"
                colSpan={colonnes.length + 1}
                className="px-2 pt-3 pb-1 text-left text-2xs font-semibold tracking-wide text-discret uppercase sm:px-4"
              >
                {titre}
              </th>
            </tr>
            {rangees.map(({ cle, titre: nom, fort, valeur }) => (
              <tr key={cle} className={cn(fort && 'font-semibold')}>
                <th
                  scope="row"
                  className={cn('px-2 py-1 text-left text-discret sm:px-4', !fort && 'font-normal')}
                >
                  {nom}
                </th>
                {colonnes.map((tableau) => (
                  <td
                    key={tableau.pays}
                    className="px-1.5 py-1 text-right whitespace-nowrap sm:px-4"
                  >
                    {valeur(tableau) ?? <span className="text-discret/60">–</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
