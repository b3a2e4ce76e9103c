import { Check, LoaderCircle, UserPlus, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatTelephone, parseTelephone } from '@/lib/telephone';
import { Button } from '@/ui/button';
import { Telephone } from '@/ui/format';
import { Champ, Input } from '@/ui/input';
import { Touches } from '@/ui/touches';
import { CHIFFRES_MIN, type ClientTrouve } from './queries';
import { chiffresOf, guessPays } from './saisies';
import { changeTotal } from './use-ordres';
import type { Reception } from './use-reception';

interface Props {
  r: Reception;
  /** Which of the clients found Enter would take. */
  surligne: number;
  onSurligne: (rang: number) => void;
  onChoix: (client: ClientTrouve) => void;
}

function Choisi({ r }: { r: Reception }) {
  const { t } = useTranslation(['station', 'commun']);
  const { b, client } = r;
  if (!client) return null;
  return (
    <div className="xl:mt-5.5 flex h-11 items-center gap-3 rounded-md bg-succes-doux px-3">
      <Check aria-hidden className="size-5 shrink-0 text-succes" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-base leading-tight font-semibold">{client.nom}</p>
        <p className="text-xs text-discret">
          <Telephone numero={client.telephone} /> ·{' '}
          {t(`commun:pays.${client.pays as 'ML'}`, { defaultValue: client.pays })}
        </p>
      </div>
      {b.rang === 1 || r.correction.active ? (
        <Button
          variante="discret"
          taille="s"
          aria-label={t('changerClient')}
          onClick={() => {
            r.change({ client: null, telephone: '', nom: '' });
            r.viser('telephone');
          }}
        >
          <X aria-hidden />
        </Button>
      ) : null}
    </div>
  );
}

function Trouves({ r, surligne, onChoix }: Props) {
  const { t } = useTranslation(['station', 'commun']);
  return (
    <ul className="xl:mt-5.5 flex flex-col gap-1" aria-label={t('clientsTrouves')}>
      {r.recherche.clients.map((client, rang) => (
        <li key={client.id}>
          <button
            type="button"
            tabIndex={-1}
            aria-current={rang === surligne}
            onClick={() => onChoix(client)}
            className={cn(
              'flex h-11 w-full items-center gap-3 rounded-md border px-3 text-left leading-tight',
              rang === surligne ? 'border-accent bg-accent-doux' : 'border-trait',
            )}
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate font-semibold">{client.nom}</span>
              <span className="chiffres text-xs text-discret">
                {formatTelephone(client.telephone)}
              </span>
            </span>
            <span className="text-xs">
              {t(`commun:pays.${client.pays as 'ML'}`, { defaultValue: client.pays })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Two more keystrokes than the number: a name, and the country's digit when in doubt. */
function Nouveau({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const { b } = r;
  const numero = parseTelephone(b.telephone, b.pays);
  return (
    <div className="grid gap-3 sm:grid-cols-[minmax(8rem,1fr)_auto]">
      <Champ
        libelle={
          <span className="inline-flex h-4.5 items-center gap-1.5 text-info">
            <UserPlus aria-hidden className="size-3.5" />
            {r.recherche.horsLigne ? t('nouveauHorsLigne') : t('nouveauClient')}
          </span>
        }
        erreur={numero === null ? t('telephoneFaux') : undefined}
      >
        {(lien) => (
          <Input
            {...lien}
            data-etape="nom"
            className="h-11 text-base font-semibold"
            autoComplete="off"
            autoCapitalize="words"
            placeholder={t('nomInvite')}
            value={b.nom}
            maxLength={120}
            onChange={(event) => r.change({ nom: event.target.value })}
          />
        )}
      </Champ>
      <Touches
        libelle={t('pays')}
        etape="pays"
        className="flex-nowrap [&>label]:min-h-11 [&>label]:flex-none"
        choix={r.servis.map((code) => ({
          valeur: code,
          libelle: r.destinations.find((un) => un.code === code)?.nom ?? code,
        }))}
        valeur={b.pays}
        onChange={(pays) => r.change({ pays })}
        onSuivant={() => r.viser('total')}
      />
    </div>
  );
}

function Etat({ r, surligne, onSurligne, onChoix }: Props) {
  const { t } = useTranslation('station');
  const { b, recherche } = r;
  const chiffres = chiffresOf(b.telephone);
  if (b.client) return <Choisi r={r} />;
  if (recherche.clients.length > 0) {
    return <Trouves r={r} surligne={surligne} onSurligne={onSurligne} onChoix={onChoix} />;
  }
  if (r.inconnu) return <Nouveau r={r} />;
  const cherche = chiffres.length >= CHIFFRES_MIN;
  return (
    <p className="xl:mt-5.5 flex min-h-11 items-center gap-2 px-1 text-sm text-discret">
      {cherche ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
      {cherche ? t('recherche') : t('telephoneAide', { count: CHIFFRES_MIN })}
    </p>
  );
}

/** Who it is for, and how many cartons they brought. */
export function BlocClient(props: Props) {
  const { t } = useTranslation('station');
  const { r, surligne, onSurligne } = props;
  const { b } = r;
  const [total, setTotal] = useState<string | null>(null);
  const manque = r.manquesVus && r.manques.includes('client');

  function onKeyDown(event: KeyboardEvent): void {
    const pas = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const nombre = r.recherche.clients.length;
    if (pas === undefined || nombre === 0) return;
    event.preventDefault();
    onSurligne((surligne + pas + nombre) % nombre);
  }

  return (
    <div className="grid gap-x-4 gap-y-3 grid-cols-[minmax(0,1fr)_auto] xl:grid-cols-[15rem_minmax(0,1fr)_auto]">
      <Champ libelle={t('telephone')} erreur={manque ? t('manque.client') : undefined}>
        {(lien) => (
          <Input
            {...lien}
            data-etape="telephone"
            inputMode="tel"
            autoComplete="off"
            className="chiffres h-11 text-lg font-semibold placeholder:font-normal placeholder:text-discret/50"
            placeholder="76 12 34 56"
            value={b.telephone}
            disabled={b.rang > 1 && !r.correction.active}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              const telephone = event.target.value;
              onSurligne(0);
              r.change({
                telephone,
                client: null,
                pays: guessPays(telephone, b.pays, r.servis),
              });
            }}
          />
        )}
      </Champ>
      <div className="min-w-0 max-xl:order-last max-xl:col-span-2">
        <Etat {...props} />
      </div>
      <Champ libelle={t('cartons')}>
        {(lien) => (
          <div className="flex items-center gap-1.5">
            <span className="chiffres text-lg font-semibold whitespace-nowrap">{b.rang} /</span>
            <Input
              {...lien}
              data-etape="total"
              inputMode="numeric"
              className="chiffres h-11 w-14 text-center text-lg font-semibold"
              value={total ?? String(b.total)}
              onChange={(event) => {
                if (changeTotal(r, event.target.value)) setTotal(event.target.value);
              }}
              onBlur={() => setTotal(null)}
            />
          </div>
        )}
      </Champ>
    </div>
  );
}
