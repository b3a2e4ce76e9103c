import { useMemo, useRef, useState } from 'react';
import { t } from '@/i18n';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { DEVISES } from '@/lib/format';
import { useFuseau, useUtilisateur } from '@/lib/session';
import { useDestinations } from '@/offline/destinations';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { toast, toastError } from '@/ui/toast';
import { announce } from './annonce';
import { useBanc } from './banc';
import {
  type Brouillon,
  type Dernier,
  isCommence,
  isSerieFixe,
  isVierge,
  newBrouillon,
  nextBrouillon,
  withDernier,
} from './brouillon';
import { benchAgency, buildConfirmation, reportFailure } from './confirmation';
import { useCorrection } from './correction';
import { type Confirmation, labelOf, register, watchAnswer } from './enregistrement';
import type { Etape } from './etape';
import { etapesOf } from './etapes';
import { type Imprimee, printFirst } from './impression';
import { isScaleLive, pendingPhoto, posteGestes } from './poste';
import { usePreferences } from './preferences';
import { useHabits } from './proposition';
import { servedOf, useClientsParTelephone, useVilles } from './queries';
import { clientOf, manquesOf } from './saisies';
import {
  nextStop,
  useAvis,
  useCible,
  useImprimante,
  useMemoire,
  usePoidsPris,
  useVolCourant,
} from './use-appuis';
import { useCarton, useReprise } from './use-carton';
import { useCode } from './use-code';
import { usePrix } from './use-prix';
import { useRegret } from './use-regret';

/** What became of the scanned number's owner. */
export type Recherche = 'rien' | 'cherche' | 'trouve' | 'inconnu';

/** The bench: one carton being typed, what is known of its client and price, and the last ones. */
export function useReception() {
  const utilisateur = useUtilisateur();
  const fuseau = useFuseau();
  const preferences = usePreferences();
  const banc = useBanc(fuseau);
  const memoire = useMemoire(utilisateur.id);
  const destinations = useDestinations();
  const villes = useVilles();
  const { b, setB, courant } = useCarton();
  const [manquesVus, setManquesVus] = useState(false);
  const [imprimee, setImprimee] = useState<Imprimee | null>(null);
  const [proposition, setProposition] = useState<Recherche>('rien');
  const [repris, setRepris] = useState<string | null>(null);
  const [regret, setRegret] = useRegret(utilisateur.id);
  /** The carton being written down, until it is. */
  const enCours = useRef<Promise<boolean> | null>(null);
  const dernier = useRef<Dernier | null>(null);
  const viser = useCible();

  const recherche = useClientsParTelephone(b.telephone, b.client === null);
  const inconnu = b.client === null && recherche.pret && recherche.clients.length === 0;
  const { possibles, courant: vol } = useVolCourant(b.client?.pays ?? b.pays, b.mode);
  const prix = usePrix(b, vol?.id ?? null);
  const client = clientOf(b);
  const gabarits = useHabits(memoire, b.client);
  const avis = useAvis(b);
  const manques = useMemo(() => {
    const base = manquesOf(b);
    return prix.horsBande ? [...base, 'negocie' as const] : base;
  }, [b, prix.horsBande]);
  useSaisieEnCours(!isVierge(b));
  usePoidsPris(b, setB);

  const villeOf = (pays: string): string =>
    villes[pays] ?? destinations.find(({ code }) => code === pays)?.nom ?? pays;
  const confirmation = buildConfirmation(b, prix, {
    villeOf,
    ...benchAgency(preferences.agence, utilisateur),
    fuseau,
    danger: avis.marque,
  });
  const complet = confirmation !== null && manques.length === 0;
  useImprimante(complet ? labelOf(confirmation, new Date()) : null);

  const change = (avec: Partial<Brouillon>): void => setB((avant) => ({ ...avant, ...avec }));
  const code = useCode({ courant, change });

  function start(neuf: Brouillon, etape: Etape): void {
    setB(neuf);
    setManquesVus(false);
    setProposition('rien');
    setRepris(null);
    setRegret(null);
    code.oublier();
    viser(etape);
    if (neuf.poids === '') posteGestes().rearmer();
  }

  /** A carton that was already under way, back on the bench as it was. */
  function resume(garde: Brouillon): void {
    start(garde, nextStop(manquesOf(garde), false));
    if (garde.poids !== '') posteGestes().desarmer();
  }

  const correction = useCorrection(resume);
  useReprise(
    utilisateur.id,
    { b, courant },
    ({ brouillon, le }) => {
      resume(brouillon);
      setRepris(le);
    },
    !correction.active,
  );

  /** Nothing is registered that lacks something or that the server already refuses to price. */
  function refuse(): void {
    setManquesVus(true);
    const [premier] = manques;
    if (premier === 'poids' && isScaleLive()) announce('attention', t('station:attendPoids'));
    else if (premier) announce('refus', t(`station:manque.${premier}`));
    else announce('refus', prix.refus?.message ?? t('station:pasEnregistre'));
    if (premier) viser(nextStop(manques, inconnu));
  }

  async function store(confirmee: Confirmation): Promise<void> {
    const maintenant = new Date();
    const remplace = correction.remplace(confirmee.brouillon);
    const { id, code_suivi } = confirmee.brouillon;
    const imprimable = { etiquette: labelOf(confirmee, maintenant), id, code_suivi };
    // The label leaves before the screen is drawn anew.
    const op_id = await register(confirmee, maintenant, {
      remplace,
      print: () => printFirst(id, imprimable.etiquette).catch(toastError),
    });
    const servi = { ...confirmee.corps, contenu: b.contenu.trim() };
    memoire.remember({ ...servi, references_externes: b.references });
    dernier.current = servi;
    announce(
      avis.bloque ? 'attention' : 'ok',
      t(avis.bloque ? 'station:enregistreBloque' : 'station:enregistreCode', {
        code: formatCodeSuivi(code_suivi),
      }),
    );
    toast('succes', t('horsLigne:enregistre'), { detail: formatCodeSuivi(code_suivi) });
    if (remplace) {
      await correction.finish(remplace);
      return;
    }
    const suivant = nextBrouillon(confirmee.brouillon);
    start(suivant, suivant.rang > 1 ? nextStop(manquesOf(suivant), false) : 'telephone');
    setImprimee(imprimable);
    void watchAnswer(op_id, code_suivi);
  }

  async function write(total: number): Promise<boolean> {
    if (!confirmation) return false;
    const photo = await pendingPhoto(b.id);
    const photos = photo && !b.photos.includes(photo) ? [...b.photos, photo] : b.photos;
    const confirmee = { ...confirmation, brouillon: { ...b, total, photos } };
    try {
      await store(confirmee);
      return true;
    } catch (erreur) {
      reportFailure(erreur);
      return false;
    }
  }

  /** `total` given: the series grows by one more carton, as long as no label of it has left. */
  async function confirm(total = b.total): Promise<boolean> {
    if (enCours.current) return false;
    if (code.question) {
      code.ask(code.question);
      return false;
    }
    if (manques.length > 0 || !confirmation || prix.refus) {
      refuse();
      return false;
    }
    enCours.current = write(isSerieFixe(b) ? b.total : total);
    const fait = await enCours.current;
    enCours.current = null;
    return fait;
  }

  /** The confirming key: it answers what was asked, else it registers the carton. */
  function valider(): void {
    if (code.question) code.take(code.question);
    else void confirm();
  }

  function restart(): void {
    if (code.question) {
      code.drop();
      return;
    }
    const garde = courant();
    if (isVierge(garde)) return;
    if (correction.active) {
      correction.leave();
      return;
    }
    start(newBrouillon({ pays: garde.pays, mode: garde.mode }), 'telephone');
    posteGestes().repeser();
    setRegret(garde);
    announce('attention', t('station:recommence'));
  }

  /** False: nothing was cleared since the last carton, or the next one has begun. */
  function restore(): boolean {
    if (!regret || isCommence(courant())) return false;
    resume(regret);
    announce('ok', t('station:retabli'));
    return true;
  }

  /** The client just served, once they are: the key may come while their carton is written. */
  async function again(): Promise<void> {
    await enCours.current;
    const servi = dernier.current ?? banc.derniers[0];
    const avant = courant();
    if (!servi) announce('attention', t('station:pasDeDernier'));
    else if (isSerieFixe(avant)) {
      announce('attention', t('station:serieClient', { nom: clientOf(avant)?.nom ?? '' }));
    } else {
      const avec = withDernier(avant, servi);
      setB(avec);
      setProposition('rien');
      announce('ok', avec.client?.nom ?? '');
      viser(nextStop(manquesOf(avec), false));
    }
  }

  /** A second weighing of the same carton, because a hand asked for it. */
  function weighAgain(): void {
    change({ poids: '', source_poids: 'manuel', trame: '' });
    posteGestes().repeser();
    posteGestes().demander().catch(toastError);
    if (!isScaleLive()) viser('poids');
  }

  return {
    b,
    change,
    setB,
    courant,
    /** Resolves once nothing is being written down; null when nothing is. */
    enCours: () => enCours.current,
    viser,
    start,
    etapes: etapesOf(b, { inconnu, auVolume: prix.tarif?.unite === 'm3' }),
    recherche,
    inconnu,
    proposition,
    setProposition,
    memoire,
    gabarits,
    avis,
    destinations,
    servis: servedOf(destinations),
    client,
    devise: DEVISES[b.client?.pays ?? b.pays] ?? 'XOF',
    vols: possibles,
    vol,
    prix,
    manques,
    manquesVus,
    banc,
    imprimee,
    /** What a reprint said, shown unless another carton's label has come out since. */
    reprinted: (neuve: Imprimee): void =>
      setImprimee((avant) => (avant?.id === neuve.id ? neuve : avant)),
    repris,
    correction,
    regret: isCommence(b) ? null : regret,
    question: code.question,
    takeCode: code.take,
    askCode: code.ask,
    confirm,
    valider,
    restart,
    restore,
    again,
    weighAgain,
  };
}

export type Reception = ReturnType<typeof useReception>;
