import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { useFiltres } from '@/lib/filtres';
import { PAYS, usePaysVu } from '@/lib/pays-vu';
import { Attente } from '@/ui/attente';
import { Badge } from '@/ui/badge';
import { Segments, Select } from '@/ui/select';
import { EditeurGabarit } from './gabarit-editeur';
import {
  type Choix,
  type Gabarit,
  LANGUES,
  TEXTES,
  type Texte,
  useGabarits,
} from './queries-gabarits';

const keyOf = ({ pays, canal, etape, langue }: Choix): string =>
  `${pays}/${canal}/${etape}/${langue}`;

/** A text's name in the address: its step, and its channel when it is not WhatsApp. */
const nameOf = ({ canal, etape }: Texte): string => (canal === 'sms' ? `sms.${etape}` : etape);

function useNoms(): (texte: Texte) => string {
  const { t } = useTranslation(['gabarits', 'notifications']);
  return ({ canal, etape }) => {
    const nom = t(`notifications:etapes.${etape}`);
    return canal === 'sms' ? t('parSms', { etape: nom }) : nom;
  };
}

function Etapes({
  choix,
  gabarits,
  modifies,
  onChoix,
}: {
  choix: Choix;
  gabarits: readonly Gabarit[];
  modifies: ReadonlySet<string>;
  onChoix: (texte: Texte) => void;
}) {
  const { t } = useTranslation(['gabarits', 'notifications']);
  const nommer = useNoms();
  return (
    <nav aria-label={t('etapes')} className="hidden flex-col lg:flex">
      {TEXTES.map((texte) => {
        const cle = keyOf({ ...choix, ...texte });
        const ecrit = gabarits.find((un) => keyOf(un) === cle);
        return (
          <button
            key={cle}
            type="button"
            aria-current={cle === keyOf(choix) ? 'true' : undefined}
            onClick={() => onChoix(texte)}
            className={cn(
              'flex min-h-9 items-center justify-between gap-2 rounded-md px-3 text-left text-sm hover:bg-creux',
              'aria-[current]:bg-accent-doux aria-[current]:font-medium aria-[current]:text-accent-texte',
            )}
          >
            <span>{nommer(texte)}</span>
            {modifies.has(cle) ? (
              <Badge ton="alerte">{t('modifie')}</Badge>
            ) : (
              <span className="text-xs whitespace-nowrap text-discret tabular-nums">
                {ecrit ? t('version', { version: ecrit.version }) : t('maison')}
              </span>
            )}
          </button>
        );
      })}
    </nav>
  );
}

const PREMIER: Texte = { canal: 'whatsapp', etape: 'recu' };

/** What clients read at each step, in their language; a draft stays while another is looked at. */
export function Gabarits() {
  const { t } = useTranslation(['gabarits', 'notifications', 'commun']);
  const [filtres, changer] = useFiltres(['gabarit', 'langue', 'du']);
  const [brouillons, setBrouillons] = useState<Readonly<Record<string, string>>>({});
  const vu = usePaysVu();
  const gabarits = useGabarits();
  const nommer = useNoms();
  const choix: Choix = {
    pays: vu ?? PAYS.find((code) => code === filtres.du) ?? 'ML',
    ...(TEXTES.find((texte) => nameOf(texte) === filtres.gabarit) ?? PREMIER),
    langue: LANGUES.find((langue) => langue === filtres.langue) ?? 'fr',
  };
  const cle = keyOf(choix);

  function keep(texte: string | null): void {
    const { [cle]: _ancien, ...autres } = brouillons;
    setBrouillons(texte === null ? autres : { ...autres, [cle]: texte });
  }

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-2">
        {vu === null ? (
          <Segments
            libelle={t('commun:paysVu')}
            choix={PAYS.map((valeur) => ({ valeur, libelle: t(`commun:pays.${valeur}`) }))}
            valeur={PAYS.find((code) => code === choix.pays) ?? 'ML'}
            onChange={(du) => changer({ du })}
          />
        ) : null}
        <Segments
          libelle={t('langue')}
          choix={LANGUES.map((valeur) => ({ valeur, libelle: t(`langues.${valeur}`) }))}
          valeur={choix.langue}
          onChange={(langue) => changer({ langue })}
        />
        <Select
          className="w-full lg:hidden"
          aria-label={t('etapes')}
          choix={TEXTES.map((texte) => ({ valeur: nameOf(texte), libelle: nommer(texte) }))}
          value={nameOf(choix)}
          onChange={(event) => changer({ gabarit: event.target.value })}
        />
      </div>
      <Attente
        pret={gabarits.data !== undefined}
        erreur={gabarits.error}
        onReessayer={() => void gabarits.refetch()}
      />
      {gabarits.data ? (
        <div className="grid items-start gap-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
          <Etapes
            choix={choix}
            gabarits={gabarits.data}
            modifies={new Set(Object.keys(brouillons))}
            onChoix={(texte) => changer({ gabarit: nameOf(texte) })}
          />
          <EditeurGabarit key={cle} choix={choix} brouillon={brouillons[cle]} onBrouillon={keep} />
        </div>
      ) : null}
    </div>
  );
}
