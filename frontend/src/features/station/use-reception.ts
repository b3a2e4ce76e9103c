import { useEffect, useMemo, useRef, useState } from 'react';
import { t } from '@/i18n';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { type Argent, DEVISES } from '@/lib/format';
import { ApiError } from '@/lib/problem';
import { useFuseau, useUtilisateur } from '@/lib/session';
import { useDestinations } from '@/offline/destinations';
import { StorageFullError } from '@/offline/outbox';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { answer } from '@/station/sons';
import { dismiss, toast, toastError } from '@/ui/toast';
import { useBanc } from './banc';
import {
  type Brouillon,
  type CorpsDevis,
  clientOf,
  devisOf,
  dimensionsOf,
  isVierge,
  manquesOf,
  newBrouillon,
  nextBrouillon,
  piecesOf,
  poidsOf,
  sameClient,
  valeurOf,
} from './brouillon';
import { type Confirmation, labelOf, printNew, register, watchAnswer } from './enregistrement';
import { estimate } from './estimation';
import { type Etape, etapeOfManque, etapesOf, focusEtape } from './etapes';
import { cleVol, usePreferences } from './preferences';
import { useClientsParTelephone, useDevis, useTarifs, useVilles, useVolsOuverts } from './queries';

const SERVIS = ['ML', 'CI'];
/** How long a cleared carton can be had back. */
const REGRET_MS = 8_000;

function declaredOf(b: Brouillon): Argent | null {
  const valeur = valeurOf(b);
  return valeur === 'faux' ? null : valeur;
}

/** The carton stays on the bench: nothing was written down. */
function reportFailure(erreur: unknown): void {
  answer('refus');
  if (erreur instanceof StorageFullError) toast('danger', t('horsLigne:stockagePlein'));
  else toastError(erreur);
}

/** The label drawn last, and the carton it belongs to. */
export interface Imprimee {
  png: Blob;
  code_suivi: string;
  id: string;
  op_id: string;
}

/** The flight this carton will be loaded into at once. */
function useVolCourant(pays: string, mode: string) {
  const choisis = usePreferences(({ vols }) => vols);
  const ouverts = useVolsOuverts();
  const possibles = useMemo(
    () => ouverts.filter((vol) => vol.pays_destination === pays && vol.mode === mode),
    [ouverts, pays, mode],
  );
  const courant = possibles.find(({ id }) => id === choisis[cleVol(pays, mode)]) ?? null;
  return { possibles, courant };
}

/** The server's figure, or the twin's while it has not come. */
function usePrix(b: Brouillon, vol_id: string | null) {
  const corps = useMemo(() => devisOf(b, vol_id), [b, vol_id]);
  const { devis, ancien, erreur } = useDevis(corps);
  const tarifs = useTarifs();
  const poids_g = poidsOf(b);
  const dimensions = dimensionsOf(b);
  const estimation =
    poids_g === null
      ? null
      : estimate(
          tarifs,
          {
            pays_destination: b.client?.pays ?? b.pays,
            mode: b.mode,
            categorie: b.categorie,
            poids_g,
            dimensions_mm: Array.isArray(dimensions) ? dimensions : undefined,
            nombre_pieces: piecesOf(b) ?? undefined,
          },
          Date.now(),
        );
  const refus = erreur instanceof ApiError && erreur.status < 500 ? erreur : null;
  return { corps, devis, ancien, estimation, refus };
}

/** Asks for a stop to be focused once the screen has been drawn with the new state. */
function useCible() {
  const [cible, setCible] = useState<{ etape: Etape; suite: readonly Etape[] } | null>({
    etape: 'telephone',
    suite: [],
  });
  useEffect(() => {
    if (!cible) return;
    const essais = [cible.etape, ...cible.suite];
    essais.some((etape) => focusEtape(etape));
    setCible(null);
  }, [cible]);
  return (etape: Etape, suite: readonly Etape[] = []) => setCible({ etape, suite });
}

/** The bench: one carton being typed, what is known of its client and price, and the last ones. */
export function useReception() {
  const utilisateur = useUtilisateur();
  const fuseau = useFuseau();
  const preferences = usePreferences();
  const banc = useBanc(fuseau);
  const destinations = useDestinations();
  const villes = useVilles();
  const [b, setB] = useState(() => newBrouillon());
  const [manquesVus, setManquesVus] = useState(false);
  const [imprimee, setImprimee] = useState<Imprimee | null>(null);
  const occupe = useRef(false);
  const viser = useCible();

  const recherche = useClientsParTelephone(b.telephone, b.client === null);
  const inconnu = b.client === null && recherche.pret && recherche.clients.length === 0;
  const { possibles, courant } = useVolCourant(b.client?.pays ?? b.pays, b.mode);
  const prix = usePrix(b, courant?.id ?? null);
  const manques = manquesOf(b);
  useSaisieEnCours(!isVierge(b));

  const change = (avec: Partial<Brouillon>): void => setB((avant) => ({ ...avant, ...avec }));

  function start(neuf: Brouillon, etape: Etape): void {
    setB(neuf);
    setManquesVus(false);
    viser(etape);
  }

  /** Nothing is registered that lacks something or that the server already refuses to price. */
  function refuse(): void {
    answer('refus');
    setManquesVus(true);
    const premier = manques[0];
    if (premier) viser(etapeOfManque(premier, inconnu));
  }

  async function store(corps: CorpsDevis): Promise<void> {
    const pays = corps.pays_destination;
    const confirmee: Confirmation = {
      brouillon: b,
      corps,
      valeur: declaredOf(b),
      prix: prix.devis?.prix ?? null,
      ville: villes[pays] ?? destinations.find(({ code }) => code === pays)?.nom ?? pays,
      agence: utilisateur.agence?.nom ?? '',
      fuseau,
    };
    const maintenant = new Date();
    const op_id = await register(confirmee, maintenant);
    answer('ok');
    const { id, code_suivi } = b;
    toast('succes', t('horsLigne:enregistre'), { detail: formatCodeSuivi(code_suivi) });
    const suivant = nextBrouillon(b);
    start(suivant, suivant.rang > 1 ? 'poids' : 'telephone');
    void watchAnswer(op_id, code_suivi);
    const carton = { id, op_id, code_suivi };
    printNew(labelOf(confirmee, maintenant), preferences, carton)
      .then((png) => setImprimee({ png, ...carton }))
      .catch(toastError);
  }

  async function confirm(): Promise<void> {
    if (occupe.current) return;
    if (manques.length > 0 || !prix.corps || prix.refus) {
      refuse();
      return;
    }
    occupe.current = true;
    await store(prix.corps).catch((erreur: unknown) => reportFailure(erreur));
    occupe.current = false;
  }

  function restart(): void {
    if (isVierge(b)) return;
    const garde = b;
    start(newBrouillon({ pays: b.pays, mode: b.mode }), 'telephone');
    const message = toast('info', t('station:recommence'), {
      action: { libelle: t('station:retablir'), faire: () => start(garde, 'poids') },
    });
    setTimeout(() => dismiss(message), REGRET_MS);
  }

  function again(): void {
    const dernier = banc.derniers[0];
    if (dernier) start(sameClient(dernier.client, dernier), 'poids');
  }

  return {
    b,
    change,
    setB,
    viser,
    etapes: etapesOf(b, inconnu),
    recherche,
    inconnu,
    destinations,
    servis: destinations.length > 0 ? destinations.map(({ code }) => code) : SERVIS,
    client: clientOf(b),
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
  };
}

export type Reception = ReturnType<typeof useReception>;
