import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { http } from '@/lib/http';
import { formatTelephone, parseTelephone } from '@/lib/telephone';
import { decodeCode, type Lu } from '@/station/douchette/decode';
import { useDouchette } from '@/station/douchette/use-douchette';
import { answer } from '@/station/sons';
import { Kbd } from '@/ui/kbd';
import { toast, toastError } from '@/ui/toast';
import { Bande } from './bande';
import { BlocClient } from './bloc-client';
import { BlocMesures } from './bloc-mesures';
import { BlocNature } from './bloc-nature';
import { BlocPhoto } from './bloc-photo';
import { BlocPrix } from './bloc-prix';
import { BlocVol, nextVol } from './bloc-vol';
import { chiffresOf, dimensionsOf, poidsOf, splitDimensions, withReference } from './brouillon';
import { Compteurs, ReglagesPoste } from './entete';
import { type Etape, neighbour, pressShutter } from './etapes';
import { DerniereEtiquette, reprint } from './etiquette';
import { CHIFFRES_MIN, type ClientTrouve } from './queries';
import { type Reception as Banc, useReception } from './use-reception';
import { useTouches } from './use-touches';

/** A courier's or supplier's number typed where the phone goes. */
function referenceTyped(saisie: string): string | null {
  const lu = decodeCode(saisie);
  return lu.genre === 'coursier' || lu.genre === 's10' ? lu.code : null;
}

/** Enter in the phone field: take the client found, name a new one, or wait for the search. */
function useClient(r: Banc) {
  const [surligne, setSurligne] = useState(0);
  const [attend, setAttend] = useState(false);
  const { b, recherche } = r;

  function choose(client: ClientTrouve): void {
    const { nom, telephone, pays } = client;
    const lisible = formatTelephone(telephone);
    r.change({ client: { nom, telephone, pays }, telephone: lisible, pays, nom: '' });
    r.viser('total');
  }

  function resolve(): void {
    const trouve = recherche.clients[surligne];
    if (trouve) choose(trouve);
    else if (r.servis.some((pays) => parseTelephone(b.telephone, pays) !== null)) r.viser('nom');
    else answer('refus');
  }

  useEffect(() => {
    if (!attend || !recherche.pret) return;
    setAttend(false);
    resolve();
  });

  function leavePhone(): void {
    const reference = referenceTyped(b.telephone);
    if (reference) {
      r.setB((avant) => ({ ...withReference(avant, reference), telephone: '' }));
      answer('ok');
    } else if (b.client) r.viser('total');
    else if (chiffresOf(b.telephone).length < CHIFFRES_MIN) answer('refus');
    else if (recherche.pret) resolve();
    else setAttend(true);
  }

  return { surligne, setSurligne, choose, leavePhone };
}

/** A field that is not good keeps the hands where they are. */
function holds(r: Banc, etape: Etape): boolean {
  if (etape === 'poids') return poidsOf(r.b) === null;
  if (etape === 'hauteur') return dimensionsOf(r.b) === null;
  if (etape === 'nom') return r.b.nom.trim() === '';
  return false;
}

const COTES: readonly Etape[] = ['longueur', 'largeur', 'hauteur'];

/** An empty first edge means nobody measures: the three are one step. */
function nextEtape(r: Banc, etape: Etape): Etape | null {
  if (etape === 'longueur' && r.b.dimensions.every((cote) => cote === '')) return 'mode';
  return neighbour(r.etapes, etape, 1);
}

/** A client's mark is their number in full; one in seven of those also passes as an AWB. */
function isPhone({ genre, code }: Lu): boolean {
  if (genre !== 'inconnu' && genre !== 'awb') return false;
  return /^\+?\d{8,14}$/.test(code) && parseTelephone(`+${code.replace('+', '')}`, '') !== null;
}

function useScans(r: Banc): void {
  const { t } = useTranslation('station');
  const navigate = useNavigate();

  function order(code: string): void {
    if (code === 'VALIDER') void r.confirm();
    else if (code === 'PHOTO') answer(pressShutter() ? 'ok' : 'refus');
    else if (code === 'MEME') r.again();
    else answer('refus');
  }

  function known(code: string): void {
    answer('attention');
    http
      .get<{ id: string }>(`/colis/par-code/${encodeURIComponent(code)}`)
      .then(({ id }) =>
        toast('alerte', t('dejaEnregistre'), {
          action: { libelle: t('ouvrirFiche'), faire: () => void navigate(`/colis/${id}`) },
        }),
      )
      .catch(toastError);
  }

  function keep(code: string): void {
    r.setB((avant) => withReference(avant, code));
    answer('ok');
  }

  function onScan(lu: Lu): void {
    const { genre, code } = lu;
    if (genre === 'commande') order(code);
    else if (genre === 'colis') known(code);
    else if (isPhone(lu)) {
      r.change({ telephone: code, client: null });
      answer('ok');
    } else if (genre === 'awb') answer('refus');
    else keep(code);
  }

  useDouchette({ onScan });
}

const AIDES = [
  ['⏎', 'suivant'],
  ['⇧⏎', 'precedent'],
  ['Ctrl ⏎', 'valider'],
  ['1–8', 'choisir'],
  ['F2', 'meme'],
  ['F4', 'vol'],
  ['F8', 'etiquette'],
  ['Esc', 'recommencer'],
] as const;

function Aides() {
  const { t } = useTranslation('station');
  return (
    <p className="hidden flex-wrap gap-x-4 gap-y-1 text-xs text-discret sm:flex pointer-coarse:hidden">
      {AIDES.map(([touche, geste]) => (
        <span key={geste} className="inline-flex items-center gap-1.5">
          <Kbd>{touche === 'Esc' ? t('touches.echap') : touche}</Kbd>
          {t(`gestes.${geste}`)}
        </span>
      ))}
    </p>
  );
}

/** The intake bench: one screen, hands on the carton, no mouse. */
export function Reception() {
  const { t } = useTranslation('station');
  const r = useReception();
  const { surligne, setSurligne, choose, leavePhone } = useClient(r);
  useScans(r);

  function leave(etape: Etape): void {
    if (etape === 'telephone') {
      leavePhone();
      return;
    }
    const trois = etape === 'longueur' ? splitDimensions(r.b.dimensions[0]) : null;
    if (trois) {
      r.change({ dimensions: trois });
      r.viser('mode');
      return;
    }
    if (holds(r, etape)) {
      answer('refus');
      return;
    }
    const suivante = nextEtape(r, etape);
    if (suivante) r.viser(suivante, r.etapes.slice(r.etapes.indexOf(suivante) + 1));
  }

  useTouches({
    quitter: leave,
    reculer: (etape) => {
      const avant = neighbour(r.etapes, etape, -1);
      if (avant) r.viser(avant, COTES.includes(avant) ? [] : ['telephone']);
    },
    valider: () => void r.confirm(),
    recommencer: r.restart,
    memeClient: r.again,
    volSuivant: () => nextVol(r),
    reimprimer: () => {
      if (r.imprimee) void reprint(r.imprimee).catch(toastError);
    },
  });

  return (
    <div className="mx-auto flex w-full max-w-[88rem] flex-col gap-3">
      <header className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <h1 className="text-xl font-semibold tracking-tight">{t('titre')}</h1>
        <Compteurs jour={r.banc.jour} className="max-sm:order-3 max-sm:basis-full" />
        <div className="ml-auto flex items-center max-sm:order-2">
          <ReglagesPoste />
        </div>
      </header>
      <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex min-w-0 flex-col gap-3">
          <section
            aria-label={t('carton')}
            className="flex flex-col gap-4 rounded-lg border bg-surface p-4 shadow-carte"
          >
            <BlocClient r={r} surligne={surligne} onSurligne={setSurligne} onChoix={choose} />
            <BlocMesures r={r} />
            <BlocNature r={r} />
            <BlocVol r={r} />
          </section>
          <Bande derniers={r.banc.derniers} />
        </div>
        <div className="flex flex-col gap-3">
          <BlocPhoto r={r} />
          <BlocPrix r={r} />
          {r.imprimee ? <DerniereEtiquette imprimee={r.imprimee} /> : null}
        </div>
      </div>
      <Aides />
    </div>
  );
}
