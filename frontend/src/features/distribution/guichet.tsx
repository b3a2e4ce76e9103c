import { ArrowRight, CircleCheck, CloudUpload, UserPlus } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/lib/session';
import { type Refusee, useRefusee } from '@/offline/use-refusee';
import { answer } from '@/station/sons';
import { Button } from '@/ui/button';
import { CorrectionEnCours } from '@/ui/correction-en-cours';
import { ErrorState } from '@/ui/error-state';
import { Argent, Poids } from '@/ui/format';
import { Kbd } from '@/ui/kbd';
import { Page } from '@/ui/page';
import { Lignes } from '@/ui/skeleton';
import { type ColisGuichet, sumDue } from './colis-guichet';
import { Dossier } from './dossier';
import { Encaisser } from './encaisser';
import { hasKeyboard, useRaccourcis } from './raccourcis';
import { RemisesRecentes } from './recentes';
import { Recherche } from './recherche';
import { Recus } from './recus';
import { Remettre } from './remettre';
import { useComptoir } from './use-comptoir';
import type { Recu } from './use-encaissement';
import type { Remis } from './use-remise';
import { useSuivi } from './use-suivi';

function Fait({ remis, onSuivant }: { remis: Remis; onSuivant: () => void }) {
  const { t } = useTranslation('distribution');
  const Icone = remis.envoye ? CircleCheck : CloudUpload;
  return (
    <section
      role="status"
      className="flex flex-wrap items-center gap-3 rounded-lg border border-succes/40 bg-succes-doux px-4 py-4"
    >
      <Icone aria-hidden className="size-8 text-succes" />
      <p className="min-w-0 flex-1 basis-40">
        <strong className="block text-lg leading-tight text-succes">
          {t('fait.titre', { count: remis.nombre })}
        </strong>
        <span className="text-sm">
          {remis.nom}
          {remis.envoye ? null : ` · ${t('fait.enAttente')}`}
        </span>
      </p>
      <Button variante="principal" taille="l" autoFocus={hasKeyboard()} onClick={onSuivant}>
        {t('fait.suivant')}
        <ArrowRight aria-hidden />
        <Kbd>F2</Kbd>
      </Button>
    </section>
  );
}

type Comptoir = ReturnType<typeof useComptoir>;

function Dossiers({ comptoir }: { comptoir: Comptoir }) {
  const ids = new Set(comptoir.choisis.map(({ id }) => id));
  return comptoir.ouverts.map(({ id, dossier, erreur, reessayer, colis }) => {
    if (!dossier) {
      return erreur ? (
        <ErrorState key={id} erreur={erreur} onReessayer={reessayer} />
      ) : (
        <Lignes key={id} nombre={4} />
      );
    }
    return (
      <Dossier
        key={id}
        dossier={dossier}
        colis={colis}
        choisis={ids}
        onBasculer={comptoir.toggle}
        onFermer={() => comptoir.close(id)}
      />
    );
  });
}

/** Count, kg and money of what is ticked; it stays in sight while the list is long. */
function Total({ choisis }: { choisis: readonly ColisGuichet[] }) {
  const { t } = useTranslation();
  if (choisis.length < 2) return null;
  return (
    <p
      role="status"
      className="sticky bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-10 flex items-center gap-4 rounded-lg border border-rail-actif bg-rail px-4 py-2 text-sm text-white shadow-haute sm:bottom-4"
    >
      <strong className="chiffres">{t('liste.selection', { count: choisis.length })}</strong>
      <Poids g={choisis.reduce((somme, { poids_g }) => somme + poids_g, 0)} />
      <Argent
        valeur={{ montant: sumDue(choisis), devise: choisis[0]?.du.devise ?? 'XOF' }}
        className="ml-auto font-semibold"
      />
    </p>
  );
}

/** Several clients may pay together; each takes their own cartons. */
function PlusieursClients({ comptoir }: { comptoir: Comptoir }) {
  const { t } = useTranslation('distribution');
  const clients = new Map(comptoir.aRemettre.map(({ client }) => [client.id, client.nom]));
  if (clients.size < 2) return null;
  return (
    <div className="flex flex-col gap-2 rounded-md bg-info-doux px-3 py-2 text-sm text-info">
      <p>{t('remettre.plusieurs')}</p>
      <div className="flex flex-wrap gap-1.5">
        {[...clients].map(([id, nom]) => (
          <Button key={id} taille="s" onClick={() => comptoir.keepOnly(id)}>
            {t('remettre.seulement', { nom })}
          </Button>
        ))}
      </div>
    </div>
  );
}

interface ActesProps {
  comptoir: Comptoir;
  montant: RefObject<HTMLInputElement | null>;
  preuve: RefObject<HTMLButtonElement | null>;
  /** The refused payment of the first client, being made again. */
  corrige: Refusee | null;
  onAnnuler: () => void;
  onRecu: (recu: Recu) => void;
  onRemis: (remis: Remis) => void;
}

function Actes({ comptoir, montant, preuve, corrige, onAnnuler, onRecu, onRemis }: ActesProps) {
  const peutEncaisser = useCan('encaissement.enregistrer');
  const peutRemettre = useCan('remise.effectuer');
  const { ouverts, payables, aRemettre } = comptoir;
  const premier = ouverts[0]?.dossier;
  return (
    <>
      {corrige ? (
        <CorrectionEnCours
          resume={corrige.op.resume}
          raison={corrige.raison}
          onAnnuler={onAnnuler}
        />
      ) : null}
      {peutEncaisser && premier && payables.length > 0 ? (
        <Encaisser
          payables={payables}
          payeur={premier.client}
          credit={premier.avoir?.montant ?? 0}
          corrige={corrige?.op}
          champ={montant}
          onFait={onRecu}
        />
      ) : null}
      {peutRemettre && aRemettre.length > 0 ? (
        <Remettre
          colis={aRemettre}
          cible={preuve}
          avertissement={<PlusieursClients comptoir={comptoir} />}
          onFait={onRemis}
        />
      ) : null}
    </>
  );
}

/** The counter: find the client, take the money, hand the cartons over, on one screen. */
export function Guichet() {
  const { t } = useTranslation('distribution');
  const comptoir = useComptoir();
  const recherche = useRef<HTMLDivElement>(null);
  const montant = useRef<HTMLInputElement>(null);
  const preuve = useRef<HTMLButtonElement>(null);
  const [ajouter, setAjouter] = useState(false);
  const { recus, remis, addRecu, setRemis, reset } = useSuivi();
  const { ouverts, choisis } = comptoir;
  const { refusee, leave } = useRefusee('encaissement.enregistrer');
  const payeur = ouverts[0]?.id;
  const corrige = refusee?.op.enveloppe.payload.client_id === payeur ? refusee : null;
  const pret = ouverts[0]?.dossier !== undefined;
  const telephone = ouverts[0]?.dossier?.client.telephone ?? '';

  const focusSearch = (): void => recherche.current?.querySelector('input')?.focus();

  function next(): void {
    comptoir.clear();
    reset();
    setAjouter(false);
    focusSearch();
  }

  useRaccourcis([
    ['F2', () => (remis ? next() : focusSearch())],
    ['F4', () => montant.current?.focus()],
    ['F8', () => preuve.current?.focus()],
  ]);

  // Work goes on in the amount, or in the proof when all is paid.
  useEffect(() => {
    if (pret && hasKeyboard()) (montant.current ?? preuve.current)?.focus();
  }, [pret]);

  function choose(clientId: string, colisId?: string): void {
    if (!ajouter && !ouverts.some(({ id }) => id === clientId)) reset();
    comptoir.open(clientId, ajouter);
    if (colisId) comptoir.tick(colisId);
    setAjouter(false);
  }

  function onRemis(fait: Remis): void {
    answer('ok');
    setRemis(fait);
  }

  return (
    <Page titre={t('titre')} sousTitre={ouverts.length === 0 ? t('aide') : undefined}>
      <Recherche champ={recherche} onClient={choose} />
      {ouverts.length === 0 ? (
        <RemisesRecentes />
      ) : (
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,27rem)] lg:items-start">
          <div className="flex min-w-0 flex-col gap-4">
            <Dossiers comptoir={comptoir} />
            {remis ? null : <Total choisis={choisis} />}
            <Button
              variante="discret"
              className="self-start"
              aria-pressed={ajouter}
              onClick={() => {
                setAjouter(!ajouter);
                focusSearch();
              }}
            >
              <UserPlus aria-hidden />
              {ajouter ? t('ajoutEnCours') : t('ajouterClient')}
            </Button>
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <Recus recus={recus} telephone={telephone} />
            {remis ? <Fait remis={remis} onSuivant={next} /> : null}
            <Actes
              comptoir={comptoir}
              montant={montant}
              preuve={preuve}
              corrige={corrige}
              onAnnuler={leave}
              onRecu={(recu) => {
                answer('ok');
                addRecu(recu);
                if (corrige) leave();
              }}
              onRemis={onRemis}
            />
          </div>
        </div>
      )}
    </Page>
  );
}
