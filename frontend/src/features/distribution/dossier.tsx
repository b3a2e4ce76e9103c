import { ChevronDown, Lock, MapPin, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { Badge, BadgeColis } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Argent, Code, Moment, Poids, Telephone } from '@/ui/format';
import { type ColisGuichet, isHere, isSelectable, oldestFirst, sumDue } from './colis-guichet';
import type { Dossier as DossierClient, Encaissement } from './queries';

/** Why a carton cannot leave with the client now. */
function Explication({ colis }: { colis: ColisGuichet }) {
  const { t } = useTranslation('distribution');
  if (colis.attente) return <span className="text-alerte">{t('colis.attente')}</span>;
  if (colis.blocage) {
    return (
      <span className="inline-flex items-center gap-1 text-danger">
        <Lock aria-hidden className="size-3" />
        {t('colis.bloque')}
      </span>
    );
  }
  if (isHere(colis)) return null;
  return <span>{t(`colis.etats.${colis.statut as 'expedie'}`, { defaultValue: '' })}</span>;
}

function Etiquettes({ colis }: { colis: ColisGuichet }) {
  const { t } = useTranslation('distribution');
  return (
    <>
      {colis.total > 1 ? (
        <span className="chiffres text-xs text-discret">
          {colis.rang}/{colis.total}
        </span>
      ) : null}
      {colis.endommage ? <Badge ton="danger">{t('colis.endommage')}</Badge> : null}
      {colis.emplacement ? (
        <span className="chiffres inline-flex items-center gap-0.5 text-xs font-semibold text-accent-texte">
          <MapPin aria-hidden className="size-3" />
          {colis.emplacement.code}
        </span>
      ) : null}
    </>
  );
}

function Montant({ colis }: { colis: ColisGuichet }) {
  const { t } = useTranslation('distribution');
  const libre = isHere(colis) && colis.blocage === null;
  return (
    <span className="flex flex-col items-end gap-0.5">
      {colis.du.montant > 0 ? (
        <Argent valeur={colis.du} className="font-semibold" />
      ) : (
        <Badge ton="succes">{colis.paye_en_chine ? t('colis.payeEnChine') : t('colis.paye')}</Badge>
      )}
      {libre ? null : <BadgeColis etat={colis.statut} bloque={colis.blocage !== null} />}
    </span>
  );
}

function LigneColis({
  colis,
  choisi,
  onBasculer,
}: {
  colis: ColisGuichet;
  choisi: boolean;
  onBasculer: (id: string) => void;
}) {
  const { t } = useTranslation('distribution');
  const possible = isSelectable(colis);
  const Cadre = possible ? 'label' : 'div';
  return (
    <li>
      <Cadre
        className={cn(
          'flex items-center gap-3 px-3 py-2.5',
          possible ? 'cursor-pointer hover:bg-creux/60' : 'opacity-75',
          choisi && 'bg-accent-doux/60',
        )}
      >
        {possible ? (
          <input
            type="checkbox"
            className="size-4.5 shrink-0 accent-accent pointer-coarse:size-6"
            checked={choisi}
            aria-label={t('colis.choisir', { code: colis.code_suivi })}
            onChange={() => onBasculer(colis.id)}
          />
        ) : (
          <span className="size-4.5 shrink-0 pointer-coarse:size-6" />
        )}
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <Code code={colis.code_suivi} />
            <Etiquettes colis={colis} />
          </span>
          <span className="flex flex-wrap gap-x-2 text-xs text-discret">
            {colis.contenu ? <span className="truncate">{colis.contenu}</span> : null}
            {colis.poids_g > 0 ? <Poids g={colis.poids_g} /> : null}
            <Explication colis={colis} />
          </span>
        </span>
        <Montant colis={colis} />
      </Cadre>
    </li>
  );
}

function Historique({ encaissements }: { encaissements: readonly Encaissement[] }) {
  const { t } = useTranslation('distribution');
  const [ouvert, setOuvert] = useState(false);
  if (encaissements.length === 0) return null;
  return (
    <div className="border-t">
      <button
        type="button"
        aria-expanded={ouvert}
        onClick={() => setOuvert(!ouvert)}
        className="flex w-full items-center gap-2 px-3 py-2 text-xs font-medium text-discret hover:text-encre"
      >
        <ChevronDown
          aria-hidden
          className={cn('size-4 transition-transform', ouvert && 'rotate-180')}
        />
        {t('historique', { count: encaissements.length })}
      </button>
      {ouvert ? (
        <ul className="divide-y divide-trait/60 px-3 pb-2 text-xs">
          {encaissements.slice(0, 8).map((un) => (
            <li key={un.id} className="flex items-center gap-3 py-1.5">
              <Link to={`/encaissements/${un.id}`} className="chiffres hover:underline">
                {un.recu_numero || un.recu_provisoire}
              </Link>
              <Moment le={un.enregistre_le} className="text-discret" />
              {un.annulation ? <Badge ton="danger">{t('recu.annule')}</Badge> : null}
              <Argent valeur={un.montant} className="ml-auto" />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

interface Props {
  dossier: DossierClient;
  /** The cartons as this device knows them, waiting acts included. */
  colis: readonly ColisGuichet[];
  choisis: ReadonlySet<string>;
  onBasculer: (id: string) => void;
  onFermer: () => void;
}

/** One client's cartons: those that can leave ticked, the others with the reason. */
export function Dossier({ dossier, colis, choisis, onBasculer, onFermer }: Props) {
  const { t } = useTranslation('distribution');
  const ordonnes = oldestFirst(colis);
  // Handed over here and not sent yet: still shown, never handed over twice.
  const isShown = (un: ColisGuichet): boolean => isSelectable(un) || un.attente === true;
  const ici = ordonnes.filter(isShown);
  const ailleurs = ordonnes.filter((un) => !isShown(un));
  const devise = colis[0]?.du.devise ?? 'XOF';
  const du = sumDue(ici);
  return (
    <section aria-label={dossier.client.nom} className="rounded-lg border bg-surface shadow-carte">
      <header className="flex items-start gap-3 border-b px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-lg leading-tight font-semibold">{dossier.client.nom}</h2>
          <p className="flex flex-wrap gap-x-3 text-sm text-discret">
            {dossier.client.telephone ? <Telephone numero={dossier.client.telephone} /> : null}
            {dossier.avoir && dossier.avoir.montant > 0 ? (
              <span className="text-succes">
                {t('avoir')} <Argent valeur={dossier.avoir} />
              </span>
            ) : null}
          </p>
        </div>
        <p className="text-right">
          <span className="block text-2xs text-discret uppercase">{t('resteAPayer')}</span>
          <Argent
            valeur={{ montant: du, devise }}
            className={cn('text-lg font-semibold', du === 0 && 'text-succes')}
          />
        </p>
        <Button
          variante="discret"
          taille="icone"
          className="-mt-1 -mr-2"
          aria-label={t('fermerDossier', { nom: dossier.client.nom })}
          onClick={onFermer}
        >
          <X aria-hidden />
        </Button>
      </header>
      {ici.length > 0 ? (
        <ul className="divide-y">
          {ici.map((un) => (
            <LigneColis
              key={un.id}
              colis={un}
              choisi={choisis.has(un.id)}
              onBasculer={onBasculer}
            />
          ))}
        </ul>
      ) : (
        <p className="px-4 py-4 text-sm text-discret">{t('rienARemettre')}</p>
      )}
      {ailleurs.length > 0 ? (
        <>
          <h3 className="border-t bg-creux/60 px-4 py-1.5 text-2xs font-semibold text-discret uppercase">
            {t('pasEncore')}
          </h3>
          <ul className="divide-y">
            {ailleurs.map((un) => (
              <LigneColis key={un.id} colis={un} choisi={false} onBasculer={onBasculer} />
            ))}
          </ul>
        </>
      ) : null}
      <Historique encaissements={dossier.historique} />
    </section>
  );
}
