import type { Argent } from '@/lib/format';
import type { Params } from '@/lib/http';
import { currentUser } from '@/lib/session';
import { flightScope, type GenreFlux, readFlux, stationScope } from './flux';

/** What the feed keeps answers an address of the API when the network does not. */
export interface Repli {
  valeur: unknown;
  recu_le: string;
}

export interface ColisFlux {
  id: string;
  code_suivi: string;
  statut: string;
  client: { id: string; nom: string; telephone: string };
  contenu: string;
  poids_g: number;
  rang: number;
  total: number;
  du: Argent;
  blocage: string | null;
  endommage: boolean;
  emplacement: { id: string; code: string } | null;
  arrive_le: string | null;
}

interface ClientFlux {
  id: string;
  nom: string;
  telephone: string;
}

async function fromStation<T>(genre: GenreFlux): Promise<{ items: T[]; recu_le: string } | null> {
  const personne = currentUser();
  if (!personne?.agence) return null;
  return readFlux<T>(personne.id, stationScope(personne.agence.id), genre);
}

/** The feed's rows as a page of the API's list, those `garder` keeps. */
async function pageOf<T>(genre: GenreFlux, garder: (un: T) => boolean): Promise<Repli | null> {
  const lus = await fromStation<T>(genre);
  if (!lus) return null;
  return { valeur: { items: lus.items.filter(garder), suivant: null }, recu_le: lus.recu_le };
}

const wordsOf = (params: Params, nom: string): Set<string> =>
  new Set(
    String(params[nom] ?? '')
      .split(',')
      .filter(Boolean),
  );

function flights(params: Params): Promise<Repli | null> {
  const statuts = wordsOf(params, 'statut');
  return pageOf<{ statut: string }>(
    'vol',
    ({ statut }) => statuts.size === 0 || statuts.has(statut),
  );
}

const fold = (texte: string): string => texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** By the digits of the phone, or by the name. */
async function clients(params: Params): Promise<Repli | null> {
  const q = String(params.q ?? '').trim();
  const chiffres = q.replace(/\D/g, '');
  const trouves = await pageOf<ClientFlux>('client', ({ nom, telephone }) =>
    chiffres.length >= 4 ? telephone.includes(chiffres) : fold(nom).includes(fold(q)),
  );
  return q === '' ? null : trouves;
}

/** Prices lapse by time alone: the feed sends nothing then. */
async function tariffs(params: Params): Promise<Repli | null> {
  const maintenant = new Date().toISOString();
  return pageOf<{ debut_le: string; fin_le: string | null }>('tarif', ({ debut_le, fin_le }) => {
    if (params.en_vigueur !== true) return true;
    return debut_le <= maintenant && (fin_le === null || fin_le > maintenant);
  });
}

async function one(genre: GenreFlux, id: string): Promise<Repli | null> {
  const lus = await fromStation<{ id: string }>(genre);
  const trouve = lus?.items.find((un) => un.id === id);
  return lus && trouve ? { valeur: trouve, recu_le: lus.recu_le } : null;
}

const A_TROUVER: ReadonlySet<string> = new Set(['groupe', 'expedie']);
const MANQUANTS: ReadonlySet<string> = new Set(['manquant', 'perdu']);

function resultOf(statut: string): string {
  if (A_TROUVER.has(statut)) return 'attendu';
  return MANQUANTS.has(statut) ? 'manquant' : 'arrive';
}

const lineOf = (colis: ColisFlux) => ({
  colis_id: colis.id,
  code_suivi: colis.code_suivi,
  destinataire_nom: colis.client.nom,
  destinataire_telephone: colis.client.telephone,
  contenu: colis.contenu,
  poids_g: colis.poids_g,
  rang: colis.rang,
  total: colis.total,
  statut: colis.statut,
  resultat: resultOf(colis.statut),
  endommage: colis.endommage,
  surplus: false,
  blocage: colis.blocage,
  emplacement: colis.emplacement?.code ?? null,
  du: colis.du,
  note: '',
  pointe_le: null,
  pointe_par: null,
});

/** The expected list of a flight, as check-in shows it. */
async function expected(vol: string): Promise<Repli | null> {
  const personne = currentUser();
  if (!personne) return null;
  const portee = flightScope(vol);
  const lus = await readFlux<ColisFlux>(personne.id, portee, 'colis');
  if (!lus) return null;
  const liste = lus.items.map(lineOf);
  const compte = (resultat: string): number =>
    liste.filter((ligne) => ligne.resultat === resultat).length;
  const [entete] = (await readFlux<{ statut: string }>(personne.id, portee, 'vol'))?.items ?? [];
  const valeur = {
    attendus: liste.length,
    pointes: compte('arrive'),
    manquants: compte('manquant'),
    surplus: 0,
    endommages: liste.filter(({ endommage }) => endommage).length,
    statut: entete?.statut ?? 'parti',
    liste,
  };
  return { valeur, recu_le: lus.recu_le };
}

const LISTES: Readonly<Record<string, (params: Params) => Promise<Repli | null>>> = {
  '/vols': flights,
  '/clients': clients,
  '/tarifs': tariffs,
  '/emplacements': () => pageOf('emplacement', () => true),
};

const FICHES: readonly [RegExp, (id: string) => Promise<Repli | null>][] = [
  [/^\/vols\/([0-9a-f-]{36})\/pointage$/, expected],
  [/^\/vols\/([0-9a-f-]{36})$/, (id) => one('vol', id)],
  [/^\/clients\/([0-9a-f-]{36})$/, (id) => one('client', id)],
];

/** The feed's own answer to an address, null when it holds none. */
export async function answerFromFlux(chemin: string, params: Params = {}): Promise<Repli | null> {
  const liste = LISTES[chemin];
  if (liste) return liste(params);
  for (const [forme, repondre] of FICHES) {
    const id = forme.exec(chemin)?.[1];
    if (id) return repondre(id);
  }
  return null;
}

const JOUR_MS = 86_400_000;
const EN_STOCK: ReadonlySet<string> = new Set(['arrive', 'disponible']);

/** The depot's cartons as GET /stock shows them. */
export async function stockFromFlux(maintenant: number): Promise<Repli | null> {
  const lus = await fromStation<ColisFlux>('colis');
  if (!lus) return null;
  const valeur = lus.items
    .filter(({ statut }) => EN_STOCK.has(statut))
    .map(({ id, client, ...colis }) => ({
      ...colis,
      colis_id: id,
      client_id: client.id,
      destinataire_nom: client.nom,
      destinataire_telephone: client.telephone,
      age_j: colis.arrive_le
        ? Math.max(0, Math.floor((maintenant - Date.parse(colis.arrive_le)) / JOUR_MS))
        : 0,
    }));
  return { valeur, recu_le: lus.recu_le };
}
