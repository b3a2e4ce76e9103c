import { Coins, Percent } from 'lucide-react';
import { type FormEvent, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cn } from '@/lib/classes';
import { formatArgent, formatMontant, symboleOf } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { hasCode } from '@/lib/problem';
import type { OpGardee } from '@/offline/db';
import { useOuvertureEnAttente, useSessionCourante } from '@/offline/session-caisse';
import { BadgePaiement } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Argent, Code } from '@/ui/format';
import { Champ, Input, InputUnite } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { Carte } from '@/ui/page';
import { Touches } from '@/ui/touches';
import { etatOf } from './allocation';
import type { ColisGuichet } from './colis-guichet';
import { type Calcul, JETONS, type Manque, MOYENS, needsReference } from './encaissement';
import { type Recu, useEncaissement } from './use-encaissement';

/** Without one's own open till nothing can be collected: said before it is tried. */
function CaisseFermee() {
  const { t } = useTranslation('distribution');
  const { data, isSuccess } = useSessionCourante();
  const enAttente = useOuvertureEnAttente();
  if (!isSuccess || data !== null || enAttente) return null;
  return (
    <p
      role="alert"
      className="flex flex-wrap items-center gap-2 rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte"
    >
      {t('payer.caisseFermee')}
      <Button asChild taille="s" className="ml-auto">
        <Link to="/caisse">{t('payer.ouvrirCaisse')}</Link>
      </Button>
    </p>
  );
}

function Repartition({ calcul, colis }: { calcul: Calcul; colis: readonly ColisGuichet[] }) {
  const { t } = useTranslation('distribution');
  const codes = new Map(colis.map((un) => [un.id, un.code_suivi]));
  return (
    <ul
      aria-label={t('payer.repartition')}
      className="divide-y divide-trait/60 rounded-md border text-sm"
    >
      {calcul.parts.map((part) => (
        <li
          key={part.colis_id}
          className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1.5"
        >
          <Code code={codes.get(part.colis_id) ?? ''} className="text-xs" />
          <BadgePaiement etat={etatOf(part)} />
          <span className="ml-auto text-xs text-discret">
            {part.reste > 0 ? t('payer.reste') : null}{' '}
            <Argent
              valeur={{ montant: part.reste > 0 ? part.reste : part.du, devise: calcul.devise }}
              className="text-encre"
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Jetons({
  valeur,
  onChange,
}: {
  valeur: number | null;
  onChange: (jeton: number | null) => void;
}) {
  const { t } = useTranslation('distribution');
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">{t('payer.jeton')}</legend>
      <Coins aria-hidden className="size-4 text-discret" />
      <span className="mr-1 text-[0.8125rem] text-discret max-sm:w-[calc(100%-2rem)]">
        {t('payer.jeton')}
      </span>
      {JETONS.map((jeton) => (
        <button
          key={jeton}
          type="button"
          aria-pressed={valeur === jeton}
          aria-label={t('payer.jetonDe', { montant: jeton })}
          onClick={() => onChange(valeur === jeton ? null : jeton)}
          className="chiffres h-9 min-w-12 rounded-md border border-trait-fort/40 px-2 text-sm font-medium aria-pressed:border-accent aria-pressed:bg-accent-doux aria-pressed:text-accent-texte pointer-coarse:h-11"
        >
          {jeton}
        </button>
      ))}
    </fieldset>
  );
}

type Formulaire = ReturnType<typeof useEncaissement>;

function Rabais({ brouillon, change, calcul }: Formulaire) {
  const { t } = useTranslation('distribution');
  const [ouvert, setOuvert] = useState(false);
  if (!ouvert) {
    return (
      <Button variante="discret" taille="s" className="self-start" onClick={() => setOuvert(true)}>
        <Percent aria-hidden />
        {t('payer.rabais')}
      </Button>
    );
  }
  return (
    <div className="grid grid-cols-[9rem_1fr] gap-2">
      <Champ libelle={t('payer.rabais')}>
        {(lien) => (
          <InputUnite
            {...lien}
            autoFocus
            unite={symboleOf(calcul.devise)}
            value={brouillon.rabais}
            onChange={(event) => change({ rabais: event.target.value })}
          />
        )}
      </Champ>
      <Champ libelle={t('payer.rabaisMotif')} requis={calcul.rabais > 0}>
        {(lien) => (
          <Input
            {...lien}
            maxLength={300}
            value={brouillon.motif}
            onChange={(event) => change({ motif: event.target.value })}
          />
        )}
      </Champ>
    </div>
  );
}

function Montant({
  formulaire: { brouillon, change, calcul },
  champ,
}: {
  formulaire: Formulaire;
  champ: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useTranslation('distribution');
  const langue = useLangue((etat) => etat.langue);
  const { devise, montant } = calcul;
  const bloquants: Manque[] = ['montant', 'exces', 'avoir'];
  const faute = calcul.manques.find((manque) => bloquants.includes(manque));
  return (
    <Champ
      libelle={
        <>
          {t('payer.montant')} <Kbd className="ml-1">F4</Kbd>
        </>
      }
      erreur={
        faute
          ? t(`payer.manques.${faute}`, {
              montant: formatArgent({ montant: calcul.exces, devise }, langue),
            })
          : undefined
      }
    >
      {(lien) => (
        <InputUnite
          {...lien}
          ref={champ}
          unite={symboleOf(devise)}
          inputMode="numeric"
          className="h-12 text-xl font-semibold pointer-coarse:h-12 pointer-coarse:text-xl"
          value={
            brouillon.somme ?? (montant === null ? '' : formatMontant({ montant, devise }, langue))
          }
          onFocus={(event) => event.target.select()}
          onChange={(event) => change({ somme: event.target.value })}
        />
      )}
    </Champ>
  );
}

interface Props {
  payables: readonly ColisGuichet[];
  payeur: { id: string; nom: string };
  credit: number;
  corrige?: OpGardee | undefined;
  champ: RefObject<HTMLInputElement | null>;
  onFait: (recu: Recu) => void;
}

/** Take money: the amount is what is due until it is typed, the allocation follows the keys. */
export function Encaisser({ payables, payeur, credit, corrige, champ, onFait }: Props) {
  const { t } = useTranslation('distribution');
  const langue = useLangue((etat) => etat.langue);
  const formulaire = useEncaissement({ payables, payeur, credit, corrige, onFait });
  const { brouillon, change, calcul, erreur, occupe, submit } = formulaire;
  const moyens = credit > 0 ? ([...MOYENS, 'avoir'] as const) : MOYENS;

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void submit();
  }

  return (
    <Carte
      titre={t('payer.titre')}
      actions={
        <span className="text-sm">
          {t('payer.du')}{' '}
          <Argent
            valeur={{ montant: calcul.du, devise: calcul.devise }}
            className="font-semibold"
          />
        </span>
      }
    >
      <form onSubmit={onSubmit} aria-label={t('payer.titre')} className="flex flex-col gap-3">
        <CaisseFermee />
        <Touches
          libelle={t('payer.moyen')}
          className="grid grid-cols-2"
          choix={moyens.map((valeur) => ({
            valeur,
            libelle: t(`moyens.${valeur}`),
            ...(valeur === 'avoir'
              ? { detail: formatMontant({ montant: credit, devise: calcul.devise }, langue) }
              : {}),
          }))}
          valeur={brouillon.moyen}
          onChange={(moyen) => change({ moyen })}
          onSuivant={() => champ.current?.focus()}
        />
        <Montant formulaire={formulaire} champ={champ} />
        {brouillon.moyen === 'especes' || brouillon.moyen === 'avoir' ? null : (
          <Champ
            libelle={t('payer.reference')}
            requis={needsReference(brouillon.moyen)}
            aide={t('payer.referenceAide')}
          >
            {(lien) => (
              <Input
                {...lien}
                autoComplete="off"
                autoCapitalize="characters"
                maxLength={60}
                className="chiffres"
                value={brouillon.reference}
                onChange={(event) => change({ reference: event.target.value })}
              />
            )}
          </Champ>
        )}
        {calcul.devise === 'XOF' ? (
          <Jetons valeur={brouillon.jeton} onChange={(jeton) => change({ jeton })} />
        ) : null}
        <Rabais {...formulaire} />
        <Repartition calcul={calcul} colis={payables} />
        <ErreurAction erreur={erreur} />
        {hasCode(erreur, 'session_fermee') ? (
          <Button asChild>
            <Link to="/caisse">{t('payer.ouvrirCaisse')}</Link>
          </Button>
        ) : null}
        <Button
          type="submit"
          variante="principal"
          taille="l"
          disabled={calcul.manques.length > 0}
          occupe={occupe}
          className={cn(calcul.manques.length > 0 && 'opacity-60')}
        >
          {t('payer.encaisser', {
            montant: formatArgent({ montant: calcul.montant ?? 0, devise: calcul.devise }, langue),
          })}
          <Kbd>⏎</Kbd>
        </Button>
      </form>
    </Carte>
  );
}
