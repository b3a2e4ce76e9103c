import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { useCan } from '@/lib/session';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { EmptyState } from '@/ui/empty-state';
import { Argent, Depuis } from '@/ui/format';
import { Filtres } from '@/ui/page';
import { Select } from '@/ui/select';
import { type Colonne, Table } from '@/ui/table';
import { toast } from '@/ui/toast';
import { Acte, NomEtRole } from './acte';
import { GENRES, useDecision, useVisas, type Visa } from './queries';
import { SignerDialog } from './signer';

const MOTS_EMPECHEMENT = [
  'seconde_personne_soi',
  'seconde_personne_recente',
  'seconde_personne_liee',
  'seconde_personne_tenante',
  'seconde_personne_poste',
] as const;

interface Question {
  visa: Visa;
  sens: 'accorder' | 'refuser';
}

function Boutons({ visa, onDemande }: { visa: Visa; onDemande: (question: Question) => void }) {
  const { t } = useTranslation('visas');
  const peut = useCan('visa.decider');
  const empeche = MOTS_EMPECHEMENT.find((mot) => mot === visa.empechement);
  if (empeche) return <span className="text-xs text-discret">{t(`empechements.${empeche}`)}</span>;
  if (!peut) return null;
  return (
    <span className="flex justify-end gap-2 max-sm:flex-col">
      <Button taille="s" onClick={() => onDemande({ visa, sens: 'refuser' })}>
        {t('refuser')}
      </Button>
      <Button taille="s" variante="principal" onClick={() => onDemande({ visa, sens: 'accorder' })}>
        {t('signer')}
      </Button>
    </span>
  );
}

/** On a phone, what the other columns say stands under the act. */
function Telephone({ visa }: { visa: Visa }) {
  const { t } = useTranslation('visas');
  const { concession, cree_le, en_retard } = visa;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs sm:hidden">
      <span>{concession.auteur.nom}</span>
      {concession.montant ? <Argent valeur={concession.montant} /> : null}
      <Depuis le={cree_le} />
      {en_retard ? <Badge ton="danger">{t('retard')}</Badge> : null}
    </span>
  );
}

function useColonnes(onDemande: (question: Question) => void): Colonne<Visa>[] {
  const { t } = useTranslation('visas');
  return [
    {
      id: 'acte',
      titre: t('acte'),
      rendu: (visa) => (
        <span className="flex flex-col gap-1">
          <Acte concession={visa.concession} />
          <Telephone visa={visa} />
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
      id: 'age',
      titre: t('age'),
      bureau: true,
      rendu: ({ cree_le, en_retard }) => (
        <span className="flex flex-col items-start gap-1">
          <Depuis le={cree_le} />
          {en_retard ? <Badge ton="danger">{t('retard')}</Badge> : null}
        </span>
      ),
    },
    {
      id: 'decision',
      titre: t('decision'),
      droite: true,
      rendu: (visa) => <Boutons visa={visa} onDemande={onDemande} />,
    },
  ];
}

/** What waits, the oldest first: sign it, or refuse it with a reason. */
export function Attente() {
  const { t } = useTranslation('visas');
  const [{ genre }, changer] = useFiltres(['genre']);
  const pays = usePaysVu() ?? undefined;
  const liste = useVisas({ statut: 'en_attente', genre, pays });
  const [question, setQuestion] = useState<Question | null>(null);
  const decision = useDecision();

  function close(): void {
    setQuestion(null);
    decision.reset();
  }

  function decide(sens: Question['sens'], motif: string): void {
    if (!question) return;
    decision.mutate(
      { id: question.visa.id, decision: sens, motif },
      {
        onSuccess: () => {
          toast('succes', sens === 'accorder' ? t('signe') : t('refus'));
          close();
        },
      },
    );
  }

  return (
    <div className="flex flex-col gap-3">
      <Filtres>
        <Select
          aria-label={t('genre')}
          vide={t('tousGenres')}
          choix={GENRES.map((valeur) => ({ valeur, libelle: t(`genres.${valeur}`) }))}
          value={genre ?? ''}
          onChange={(event) => changer({ genre: event.target.value })}
        />
      </Filtres>
      <Table
        legende={t('onglets.attente')}
        colonnes={useColonnes(setQuestion)}
        items={liste.items}
        idDe={({ id }) => id}
        chargement={liste.chargement}
        erreur={liste.erreur}
        onReessayer={liste.reessayer}
        reste={liste.reste}
        chargeLaSuite={liste.chargeLaSuite}
        onSuite={liste.charger}
        vide={<EmptyState titre={t('vide')} aide={t('videAide')} />}
      />
      <SignerDialog
        visa={question?.sens === 'accorder' ? question.visa : null}
        occupe={decision.isPending}
        erreur={decision.error}
        onFerme={close}
        onSigner={(motif) => decide('accorder', motif)}
      />
      <DemandeMotif
        ouvert={question?.sens === 'refuser'}
        onOuvert={close}
        titre={t('refuserTitre')}
        description={t('refuserAide')}
        libelle={t('motif')}
        action={t('refuser')}
        danger
        occupe={decision.isPending}
        erreur={decision.error}
        onValider={(motif) => decide('refuser', motif)}
      >
        {question ? <Acte concession={question.visa.concession} /> : null}
      </DemandeMotif>
    </div>
  );
}
