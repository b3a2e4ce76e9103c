import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { cn } from '@/lib/classes';
import { hearCommandsAgain } from '@/station/douchette/ecoute';
import { useDouchette } from '@/station/douchette/use-douchette';
import { Aides } from './aides';
import { announce, useAnnonce } from './annonce';
import { Bande } from './bande';
import { Annonce } from './bandeau-annonce';
import { BandeauDanger } from './bandeau-danger';
import { Sante } from './bandeau-sante';
import { BlocClient } from './bloc-client';
import { BlocMesures } from './bloc-mesures';
import { BlocNature } from './bloc-nature';
import { BlocPhoto } from './bloc-photo';
import { BlocPrix } from './bloc-prix';
import { BlocVol } from './bloc-vol';
import { Compteurs, ReglagesPoste } from './entete';
import type { Etape } from './etape';
import { neighbour, nextOpen } from './etapes';
import { DerniereEtiquette } from './etiquette';
import { FileImpression, focusFile } from './file-impression';
import { Materiel } from './materiel';
import { usePreferences } from './preferences';
import { Reprise } from './reprise';
import { dimensionsOf, poidsOf, splitDimensions } from './saisies';
import { useClient } from './use-client';
import { useDepart } from './use-depart';
import {
  applyGabarit,
  changeVol,
  obey,
  reprintLast,
  toggleLecture,
  toggleNegocie,
} from './use-ordres';
import { type Reception as Banc, useReception } from './use-reception';
import { useTouches } from './use-touches';

/** A field that is not good keeps the hands where they are. */
function holds(r: Banc, etape: Etape): boolean {
  if (etape === 'poids') return poidsOf(r.b) === null;
  if (etape === 'hauteur') return dimensionsOf(r.b) === null;
  if (etape === 'nom') return r.b.nom.trim() === '';
  return false;
}

const COTES: readonly Etape[] = ['longueur', 'largeur', 'hauteur'];

/** An empty first edge means nobody measures: the three are one step. */
function nextEtape(r: Banc, etape: Etape): Etape {
  const { dits, dimensions } = r.b;
  const sansCotes = etape === 'longueur' && dimensions.every((cote) => cote === '');
  return nextOpen(r.etapes, etape, sansCotes ? [...dits, ...COTES] : dits);
}

/** Enter: on to what is still open, when this stop is good. */
function leaveEtape(r: Banc, etape: Etape, refus: string): void {
  const trois = etape === 'longueur' ? splitDimensions(r.b.dimensions[0]) : null;
  if (trois) {
    r.change({ dimensions: trois });
    r.viser(nextOpen(r.etapes, 'hauteur', r.b.dits));
    return;
  }
  if (holds(r, etape)) {
    announce('refus', refus);
    return;
  }
  const suivante = nextEtape(r, etape);
  r.viser(suivante, r.etapes.slice(r.etapes.indexOf(suivante) + 1));
}

/** The wizard has never been gone through here: one line says so, nothing opens by itself. */
function AMettreEnRoute() {
  const { t } = useTranslation('station');
  if (usePreferences((etat) => etat.installe_le) !== null) return null;
  return (
    <p className="rounded-md border border-info/40 bg-info-doux px-3 py-2 text-sm text-info">
      {t('poste.aInstaller')}{' '}
      <Link to="/reception/poste" className="font-semibold underline underline-offset-2">
        {t('poste.installer')}
      </Link>
    </p>
  );
}

const CADRES = { ok: 'border-succes', attention: 'border-alerte', refus: 'border-danger' } as const;

/** The frame takes the colour of what was just said; what it holds is not drawn again for that. */
function Cadre({ r, children }: { r: Banc; children: React.ReactNode }) {
  const { t } = useTranslation('station');
  const ton = useAnnonce((annonce) => annonce?.ton ?? null);
  return (
    <section
      aria-label={t('carton')}
      data-colis={r.b.id}
      data-reference={r.b.references.at(-1) ?? ''}
      data-proposition={r.proposition}
      className={cn(
        'flex flex-col gap-4 rounded-lg border bg-surface p-4 shadow-carte transition-colors',
        ton && CADRES[ton],
      )}
    >
      {children}
    </section>
  );
}

/** Ordinary work and each correction are benches of their own: nothing passes from one to another. */
export function Reception() {
  const [params] = useSearchParams();
  return <Poste key={params.get('corriger') ?? ''} />;
}

/** The intake bench: one screen, hands on the carton, no mouse. */
function Poste() {
  const { t } = useTranslation('station');
  const navigate = useNavigate();
  const r = useReception();
  const { onScan, onReference } = useDepart(r);
  const { surligne, setSurligne, choose, leavePhone } = useClient(r, onReference);
  useEffect(() => () => useAnnonce.setState(null, true), []);
  const { b, question, vol } = r;
  // biome-ignore lint/correctness/useExhaustiveDependencies: any change of these makes the same command a new order.
  useEffect(hearCommandsAgain, [b, question, vol]);

  useDouchette({
    onScan: (lu) => {
      if (lu.genre === 'commande')
        obey(r, lu.commande, () => void navigate('/reception/commandes'));
      else onScan(lu);
    },
    onRepete: ({ code }) => announce('attention', t('scanRepete', { code })),
  });

  useTouches({
    quitter: (etape) => {
      if (etape === 'telephone') leavePhone();
      else leaveEtape(r, etape, t(etape === 'poids' ? 'poidsFaux' : 'champFaux'));
    },
    reculer: (etape) => {
      const avant = neighbour(r.etapes, etape, -1);
      if (avant) r.viser(avant, COTES.includes(avant) ? [] : ['telephone']);
    },
    valider: r.valider,
    recommencer: r.restart,
    retablir: r.restore,
    memeClient: () => void r.again(),
    peser: r.weighAgain,
    volSuivant: () => changeVol(r),
    negocier: () => toggleNegocie(r),
    reimprimer: () => reprintLast(r),
    voirFile: focusFile,
    lireCamera: toggleLecture,
    gabarit: (rang) => applyGabarit(r, rang),
  });

  return (
    <div className="mx-auto flex w-full max-w-[88rem] flex-col gap-3">
      <Materiel />
      <header className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <h1 className="text-xl font-semibold tracking-tight">{t('titre')}</h1>
        <Compteurs jour={r.banc.jour} className="max-sm:order-3 max-sm:basis-full" />
        <div className="ml-auto flex items-center max-sm:order-2">
          <ReglagesPoste />
        </div>
      </header>
      <AMettreEnRoute />
      <Annonce />
      <Reprise r={r} />
      <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex min-w-0 flex-col gap-3">
          <Cadre r={r}>
            <BlocClient r={r} surligne={surligne} onSurligne={setSurligne} onChoix={choose} />
            <BlocMesures r={r} />
            <BlocNature r={r} />
            <BandeauDanger r={r} />
            <BlocVol r={r} />
          </Cadre>
          <FileImpression />
          <Bande derniers={r.banc.derniers} />
        </div>
        <div className="flex flex-col gap-3">
          <BlocPrix r={r} />
          <BlocPhoto r={r} />
          {r.imprimee ? <DerniereEtiquette r={r} imprimee={r.imprimee} /> : null}
        </div>
      </div>
      <Sante />
      <Aides />
    </div>
  );
}
