import { MessageCircle, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useCan, useUtilisateur } from '@/lib/session';
import { useAttenteDe } from '@/offline/etat';
import { useApresSync } from '@/offline/suite';
import { Badge, BadgeColis } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { ErrorState } from '@/ui/error-state';
import { Argent, Code, Fiche, Moment, Poids, Telephone } from '@/ui/format';
import { Carte, Page } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { type Colonne, Table } from '@/ui/table';
import { CompteClient } from './compte';
import { FormulaireClient } from './formulaire';
import { type Client, type ColisClient, useClient, useColisDuClient } from './queries';

const wame = (telephone: string): string => `https://wa.me/${telephone.replace(/\D/g, '')}`;

function Contact({ client }: { client: Client }) {
  const { t } = useTranslation(['clients', 'commun']);
  const accord = client.consentement_whatsapp;
  const etat = accord === null ? 'inconnu' : accord ? 'oui' : 'non';
  const tons = { inconnu: 'neutre', oui: 'succes', non: 'danger' } as const;
  return (
    <Carte
      titre={t('fiche.contact')}
      actions={
        <a
          href={wame(client.telephone)}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1.5 text-xs font-medium text-accent-texte hover:underline"
        >
          <MessageCircle aria-hidden className="size-3.5" />
          {t('fiche.ecrire')}
        </a>
      }
    >
      <Telephone numero={client.telephone} className="text-lg font-semibold" />
      <Fiche
        className="mt-3 border-t pt-3"
        lignes={[
          [t('pays'), t(`commun:pays.${client.pays as 'ML'}`, { defaultValue: client.pays })],
          [t('langue'), t(`langues.${client.langue as 'fr'}`)],
          client.adresse ? [t('adresse'), client.adresse] : null,
          client.version === null
            ? null
            : [
                t('whatsapp'),
                <Badge key="w" ton={tons[etat]}>
                  {t(`consentement.${etat}`)}
                </Badge>,
              ],
          client.cree_le
            ? [t('depuis'), <Moment key="d" le={client.cree_le} style="jour" />]
            : null,
        ]}
      />
      {client.version === null ? (
        <p className="mt-3 text-xs text-discret">{t('fiche.contactSeul')}</p>
      ) : null}
    </Carte>
  );
}

function useColonnes(): Colonne<ColisClient>[] {
  const { t } = useTranslation('clients');
  return [
    { id: 'code', titre: t('fiche.code'), rendu: (un) => <Code code={un.code_suivi} /> },
    {
      id: 'etat',
      titre: t('fiche.etat'),
      rendu: (un) => <BadgeColis etat={un.statut} bloque={un.blocage !== null} />,
    },
    {
      id: 'poids',
      titre: t('fiche.poids'),
      droite: true,
      bureau: true,
      rendu: (un) => <Poids g={un.poids_g} />,
    },
    {
      id: 'prix',
      titre: t('fiche.prix'),
      droite: true,
      bureau: true,
      rendu: (un) => <Argent valeur={un.prix} />,
    },
    {
      id: 'reste',
      titre: t('fiche.reste'),
      droite: true,
      rendu: (un) => <Argent valeur={un.du} className="font-semibold" />,
    },
    {
      id: 'enregistre',
      titre: t('fiche.enregistre'),
      bureau: true,
      rendu: (un) => <Moment le={un.enregistre_le} />,
    },
  ];
}

function ColisDuClient({ id }: { id: string }) {
  const { t } = useTranslation('clients');
  const navigate = useNavigate();
  const liste = useColisDuClient(id);
  const colonnes = useColonnes();
  return (
    <Table
      legende={t('fiche.colis')}
      colonnes={colonnes}
      items={liste.items}
      idDe={(un) => un.id}
      onOuvrir={(un) => void navigate(`/colis/${un.id}`)}
      chargement={liste.chargement}
      erreur={liste.erreur}
      onReessayer={liste.reessayer}
      reste={liste.reste}
      chargeLaSuite={liste.chargeLaSuite}
      onSuite={liste.charger}
      vide={<EmptyState titre={t('fiche.colisVide')} />}
    />
  );
}

/** One person: contact, account where money is one's business, cartons. */
export function FicheClient() {
  const { t } = useTranslation('clients');
  const { id = '' } = useParams();
  const { pays, fonction } = useUtilisateur();
  const { data: client, error, isPending, refetch } = useClient(id);
  const peutModifier = useCan('client.modifier');
  const litComptes = useCan('encaissement.lire');
  const [edition, setEdition] = useState(false);
  const attend = useAttenteDe(id).some(({ type }) => type === 'client.modifier');
  useApresSync(() => void refetch());
  if (isPending) return <Lignes />;
  if (!client) return <ErrorState erreur={error} onReessayer={() => void refetch()} />;
  const sien = client.version !== null && (pays === client.pays || fonction === 'direction');
  return (
    <Page
      retour="/clients"
      titre={client.nom}
      etat={attend ? <Badge ton="alerte">{t('enAttente')}</Badge> : null}
      actions={
        peutModifier && client.version !== null ? (
          <Button onClick={() => setEdition(true)}>
            <Pencil aria-hidden />
            {t('modifier')}
          </Button>
        ) : null
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Contact client={client} />
          {litComptes && sien ? <CompteClient id={id} /> : null}
        </div>
        <section className="flex min-w-0 flex-col gap-2">
          <h2 className="text-sm font-semibold">{t('fiche.colis')}</h2>
          <ColisDuClient id={id} />
        </section>
      </div>
      <FormulaireClient ouvert={edition} onOuvert={setEdition} client={client} />
    </Page>
  );
}
