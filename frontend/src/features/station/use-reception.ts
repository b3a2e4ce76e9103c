import { useMemo, useRef, useState } from 'react';
import { t } from '@/i18n';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { DEVISES } from '@/lib/format';
import { useFuseau, useUtilisateur } from '@/lib/session';
import { useDestinations } from '@/offline/destinations';
import { StorageFullError } from '@/offline/outbox';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { dismiss, toast, toastError } from '@/ui/toast';
import { announce } from './annonce';
import { useBanc } from './banc';
import { type Brouillon, isVierge, newBrouillon, nextBrouillon, sameClient } from './brouillon';
import { type Confirmation, labelOf, register, watchAnswer } from './enregistrement';
import type { Etape } from './etape';
import { etapesOf } from './etapes';
import { type Imprimee, printFirst } from './impression';
import { isScaleLive, pendingPhoto, posteGestes } from './poste';
import { usePreferences } from './preferences';
import { useHabits } from './proposition';
import { useClientsParTelephone, useVilles } from './queries';
import { clientOf, manquesOf, valeurOf } from './saisies';
import {
  nextStop,
  useAvis,
  useCible,
  useImprimante,
  useMemoire,
  usePoidsPris,
  useVolCourant,
} from './use-appuis';
import { usePrix } from './use-prix';

const SERVIS = ['ML', 'CI'];
/** How long a cleared carton can be had back. */
const REGRET_MS = 8_000;

/** What became of the scanned number's owner. */
export type Recherche = 'rien' | 'cherche' | 'trouve' | 'inconnu';

/** What Enter would write down now; null while client or weight is missing. */
function buildConfirmation(
  b: Brouillon,
  prix: ReturnType<typeof usePrix>,
  lieu: Pick<Confirmation, 'agence' | 'fuseau' | 'danger'> & { villeOf: (pays: string) => string },
): Confirmation | null {
  if (!prix.corps) return null;
  const { villeOf, ...reste } = lieu;
  const valeur = valeurOf(b);
  return {
    ...reste,
    brouillon: b,
    corps: prix.corps,
    valeur: valeur === 'faux' ? null : valeur,
    prix: prix.devis?.prix ?? null,
    ville: villeOf(prix.corps.pays_destination),
  };
}

/** The carton stays on the bench: nothing was written down. */
function reportFailure(erreur: unknown): void {
  const plein = erreur instanceof StorageFullError;
  announce('refus', t(plein ? 'horsLigne:stockagePlein' : 'station:pasEnregistre'));
  if (!plein) toastError(erreur);
}

/** The bench: one carton being typed, what is known of its client and price, and the last ones. */
export function useReception() {
  const utilisateur = useUtilisateur();
  const fuseau = useFuseau();
  const preferences = usePreferences();
  const banc = useBanc(fuseau);
  const memoire = useMemoire(utilisateur.id);
  const destinations = useDestinations();
  const villes = useVilles();
  const [b, setB] = useState(() => newBrouillon());
  const [manquesVus, setManquesVus] = useState(false);
  const [imprimee, setImprimee] = useState<Imprimee | null>(null);
  const [proposition, setProposition] = useState<Recherche>('rien');
  const occupe = useRef(false);
  const viser = useCible();

  const recherche = useClientsParTelephone(b.telephone, b.client === null);
  const inconnu = b.client === null && recherche.pret && recherche.clients.length === 0;
  const { possibles, courant } = useVolCourant(b.client?.pays ?? b.pays, b.mode);
  const prix = usePrix(b, courant?.id ?? null);
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
    agence: preferences.agence || (utilisateur.agence?.nom ?? ''),
    fuseau,
    danger: avis.marque,
  });
  const complet = confirmation !== null && manques.length === 0;
  useImprimante(complet ? labelOf(confirmation, new Date()) : null);

  const change = (avec: Partial<Brouillon>): void => setB((avant) => ({ ...avant, ...avec }));

  function start(neuf: Brouillon, etape: Etape): void {
    setB(neuf);
    setManquesVus(false);
    setProposition('rien');
    viser(etape);
    if (neuf.poids === '') posteGestes().rearmer();
  }

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
    const op_id = await register(confirmee, maintenant);
    const { id, code_suivi } = confirmee.brouillon;
    const imprimable = { etiquette: labelOf(confirmee, maintenant), id, code_suivi };
    printFirst(id, imprimable.etiquette).catch(toastError);
    memoire.remember({
      ...confirmee.corps,
      contenu: b.contenu.trim(),
      references_externes: b.references,
    });
    announce(
      avis.bloque ? 'attention' : 'ok',
      t(avis.bloque ? 'station:enregistreBloque' : 'station:enregistreCode', {
        code: formatCodeSuivi(code_suivi),
      }),
    );
    toast('succes', t('horsLigne:enregistre'), { detail: formatCodeSuivi(code_suivi) });
    const suivant = nextBrouillon(confirmee.brouillon);
    start(suivant, suivant.rang > 1 ? nextStop(manquesOf(suivant), false) : 'telephone');
    setImprimee(imprimable);
    void watchAnswer(op_id, code_suivi);
  }

  /** `total` given: the series has just grown by one more carton. */
  async function confirm(total = b.total): Promise<boolean> {
    if (occupe.current) return false;
    if (manques.length > 0 || !confirmation || prix.refus) {
      refuse();
      return false;
    }
    occupe.current = true;
    const photo = await pendingPhoto(b.id);
    const photos = photo && !b.photos.includes(photo) ? [...b.photos, photo] : b.photos;
    const confirmee = { ...confirmation, brouillon: { ...b, total, photos } };
    const fait = await store(confirmee).then(
      () => true,
      (erreur: unknown) => {
        reportFailure(erreur);
        return false;
      },
    );
    occupe.current = false;
    return fait;
  }

  function restart(): void {
    if (isVierge(b)) return;
    const garde = b;
    start(newBrouillon({ pays: b.pays, mode: b.mode }), 'telephone');
    posteGestes().repeser();
    announce('attention', t('station:recommence'));
    const message = toast('info', t('station:recommence'), {
      action: { libelle: t('station:retablir'), faire: () => start(garde, 'poids') },
    });
    setTimeout(() => dismiss(message), REGRET_MS);
  }

  function again(): void {
    const dernier = banc.derniers[0];
    if (!dernier) return;
    const neuf = sameClient(dernier.client, dernier);
    start(neuf, nextStop(manquesOf(neuf), false));
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
    servis: destinations.length > 0 ? destinations.map(({ code }) => code) : SERVIS,
    client,
    devise: DEVISES[b.client?.pays ?? b.pays] ?? 'XOF',
    vols: possibles,
    vol: courant,
    prix,
    manques,
    manquesVus,
    banc,
    imprimee,
    confirm,
    restart,
    again,
    weighAgain,
  };
}

export type Reception = ReturnType<typeof useReception>;
